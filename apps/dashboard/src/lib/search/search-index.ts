import uFuzzy from '@leeoniya/ufuzzy'
import { type Entry, type EntryKind, entryKinds } from './entry.ts'
import { fold, foldShort } from './fold.ts'

/** Entries, made ready to be searched. */
export type SearchIndex = { entries: readonly Entry[]; folded: readonly Folded[]; texts: string[] }
type Folded = { names: string[]; all: string }

/** Up to one letter too many, missing, swapped or wrong in each word. */
const misspelt = new uFuzzy({ intraMode: 1 })

export function searchIndex(entries: readonly Entry[]): SearchIndex {
  const folded = entries.map(({ label, names = [], holds = [] }) => {
    const own = spellings([label.da, label.en, ...names])
    return { names: own, all: [...own, ...spellings(holds.flatMap(({ da, en }) => [da, en]))].join(' | ') }
  })
  return { entries, folded, texts: folded.map(({ all }) => all) }
}

/**
 * What a text finds, best first: every word of it stands somewhere in the entry, in any order. First come those that are
 * called just that, then those whose name begins with it, then those in which every word begins one, then those that
 * hold it inside a word (Danish words are long), then those in whose categories it stands; equals in the order of their
 * kinds and of the entries. Only if nothing has it, entries that have it with one letter wrong in each word. A relation
 * is two things, so it takes two words to find one.
 *
 * @example search(searchIndex(entries), 'maalrettet model')
 */
export function search(
  { entries, folded, texts }: SearchIndex,
  asked: string,
  allowed: (entry: Entry) => boolean = () => true,
): Entry[] {
  const text = fold(asked).slice(0, 100)
  const words = text.split(' ').filter(Boolean)
  if (!words.length) return []
  const wanted = (at: number) => (entries[at].kind !== 'relation' || words.length > 1) && allowed(entries[at])
  const exact = [...entries.keys()].filter(
    (at) => words.every((word) => folded[at].all.includes(word)) && wanted(at),
  )
  const found = exact.length ? exact : [...(misspelt.search(texts, text, 4)[0] ?? [])].filter(wanted)
  const ranked = found.map((at) => ({ at, rank: rankOf(folded[at].names, text, words) }))
  const kind = (at: number) => entryKinds.indexOf(entries[at].kind)
  return ranked
    .sort((a, b) => a.rank - b.rank || kind(a.at) - kind(b.at) || a.at - b.at)
    .map(({ at }) => entries[at])
}

/** The same found things by kind; kinds in the order of their best one. */
export function byKind(found: readonly Entry[]): [EntryKind, Entry[]][] {
  return [...Map.groupBy(found, ({ kind }) => kind)]
}

function rankOf(names: string[], text: string, words: string[]): number {
  if (names.includes(text)) return 0
  if (names.some((name) => name.startsWith(text))) return 1
  const begun = (name: string) => words.every((word) => ` ${name}`.includes(` ${word}`))
  if (names.some(begun)) return 2
  return names.some((name) => words.every((word) => name.includes(word))) ? 3 : 4
}

function spellings(texts: string[]): string[] {
  return [...new Set(texts.flatMap((text) => [fold(text), foldShort(text)]))].filter(Boolean)
}
