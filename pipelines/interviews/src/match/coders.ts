import { isPseudonym, nextCoder, type Pseudonyms, pseudonymised } from '../pseudonymised.ts'
import type { RawProject } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'

export type Coders = {
  list: Set<string>
  /** The pseudonym for a number in the file; undefined if the file does not say who. */
  of: (guid: string | undefined) => string | undefined
}

/** Who coded, without their names. Two accounts of one name are one coder; a number that no user has is a coder of its own. */
export function coders(raw: RawProject, pseudonyms: Pseudonyms, book: ReceiptBook): Coders {
  const list = new Set<string>()
  const accounts = new Map<string, number>()
  for (const { name } of raw.users) accounts.set(name, (accounts.get(name) ?? 0) + 1)
  const byName = pseudonymised([...accounts.keys()].filter(Boolean), pseudonyms)
  const byGuid = new Map<string, string>()
  const taken = new Set([...byName.values(), ...Object.values(pseudonyms)])
  const add = (name: string) => {
    const pseudonym = byName.get(name) ?? nextCoder(taken)
    taken.add(pseudonym)
    list.add(pseudonym)
    return pseudonym
  }
  for (const { guid, name } of raw.users) {
    if (byGuid.has(guid))
      book.deviates('guid-twice', 'expected a GUID of every user, found one twice; the first is used')
    else byGuid.set(guid, add(name))
    if (name !== '' && accounts.get(name)! > 1)
      book.guesses({
        ...{ what: 'coder', value: 'one coder for each name' },
        ...{ why: 'two users have the same name', alternatives: ['one coder for each account'] },
      })
  }
  return {
    list,
    of: (guid) => {
      if (!guid) return undefined
      const known = byGuid.get(guid)
      if (known) return known
      book.deviates(
        'dangling-reference',
        'expected a user for every coder, found none; taken as one more coder',
      )
      const made = add('')
      byGuid.set(guid, made)
      return made
    },
  }
}

/** The names of those who coded, for the ledger to give pseudonyms to; they go nowhere else. */
export function coderNames(raw: Pick<RawProject, 'users'> | undefined): string[] {
  const names = raw?.users.map(({ name }) => name) ?? []
  return [...new Set(names)].filter((name) => name !== '' && !isPseudonym(name))
}
