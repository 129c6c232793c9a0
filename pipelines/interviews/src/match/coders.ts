import type { RawProject } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'

/** Pseudonyms by the names that stand in the file; who is not among them gets the next free `coder_1`, `coder_2` … */
export type Pseudonyms = Record<string, string>

export type Coders = {
  list: Set<string>
  /** The pseudonym for a number in the file; undefined if the file does not say who. */
  of: (guid: string | undefined) => string | undefined
}

/**
 * Who coded, without their names. Two accounts of one name are one coder; a number that no user has is a coder of its
 * own. What this house wrote itself has pseudonyms already.
 */
export function coders(raw: RawProject, pseudonyms: Pseudonyms, book: ReceiptBook): Coders {
  const own = isOwn(raw.origin)
  const list = new Set<string>()
  const accounts = new Map<string, number>()
  for (const { name } of raw.users) accounts.set(name, (accounts.get(name) ?? 0) + 1)
  const byName = new Map<string, string>()
  const byGuid = new Map<string, string>()
  const taken = new Set(Object.values(pseudonyms))
  const add = (name: string) => {
    const known = name === '' ? undefined : byName.get(name)
    if (known) return known
    const pseudonym = (name && own ? name : Object.hasOwn(pseudonyms, name) && pseudonyms[name]) || next()
    if (name !== '') byName.set(name, pseudonym)
    taken.add(pseudonym)
    list.add(pseudonym)
    return pseudonym
  }
  const next = () => {
    let number = list.size + 1
    while (taken.has(`coder_${number}`)) number++
    return `coder_${number}`
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

/** Did this house write the file? */
export function isOwn(origin: string | undefined): boolean {
  return origin === 'Pejling' || (origin?.startsWith('Pejling ') ?? false)
}

/** The names of those who coded, for the ledger to give pseudonyms to; they go nowhere else. */
export function coderNames(raw: RawProject): string[] {
  if (isOwn(raw.origin)) return []
  return [...new Set(raw.users.map(({ name }) => name).filter(Boolean))]
}
