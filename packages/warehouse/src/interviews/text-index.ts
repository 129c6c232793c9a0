import { setImmediate } from 'node:timers/promises'
import { stemmer } from '@orama/stemmers/danish'
import { remembered } from '../remembered.ts'

/**
 * The words of a study's texts by their Danish stem (Porter's Snowball), made when an edition is first searched and held in
 * memory only: nothing of the texts is stored a second time.
 */
export type TextIndex = {
  /** Number of each stem, from 0. */
  stems: ReadonlyMap<string, number>
  /** The texts' sources in their order; the words of text `i` are those from `from[i]` to before `from[i + 1]`. */
  sources: readonly string[]
  from: Int32Array
  /** Of each word its stem, and where in its text (code points) it begins and ends. */
  stem: Int32Array
  start: Int32Array
  end: Int32Array
  /** The words of stem `s` in their order are those from `first[s]` to before `first[s + 1]` of `places`. */
  first: Int32Array
  places: Int32Array
}

export const textIndex = remembered(async (edition, study): Promise<TextIndex> => {
  const held = await edition.query<{ source: string; text: string }>(
    `SELECT t.source, t.text FROM interview_source_text t JOIN interview_source s USING (study, source)
     WHERE t.study = $study AND t.text IS NOT NULL ORDER BY s.position`,
    { study },
  )
  const stems = new Map<string, number>()
  const known = new Map<string, number>()
  const stemNumber = (form: string) => {
    const name = stemOf(form)
    const number = stems.get(name) ?? stems.size
    stems.set(name, number)
    known.set(form, number)
    return number
  }
  const texts: Int32Array[] = []
  for (const { text } of held) {
    const found: number[] = []
    eachWord(text, (form, start, end) => {
      found.push(known.get(form) ?? stemNumber(form), start, end)
    })
    texts.push(Int32Array.from(found))
    // Other requests are answered in between.
    await setImmediate()
  }
  const from = new Int32Array(texts.length + 1)
  for (const [i, { length }] of texts.entries()) from[i + 1] = from[i] + length / 3
  const [stem, start, end] = [0, 1, 2].map(() => new Int32Array(from[texts.length]))
  for (const [i, words] of texts.entries())
    for (let at = 0, word = from[i]; at < words.length; at += 3, word++) {
      stem[word] = words[at]
      start[word] = words[at + 1]
      end[word] = words[at + 2]
    }
  return {
    ...{ stems, sources: held.map(({ source }) => source), from, stem, start, end },
    ...placesOf(stem, stems.size),
  }
})

/** What all forms of a word have in common: `sprogvurderingerne` → `sprogvurdering`. */
export function stemOf(form: string): string {
  return stemmer(form.normalize('NFC').toLowerCase())
}

/** The words of a text, as the index has them. */
export function wordsOf(text: string): string[] {
  const found: string[] = []
  eachWord(text, (form) => found.push(form))
  return found
}

/** Sorted by counting: how many words each stem has says where its places begin. */
function placesOf(stem: Int32Array, stems: number): Pick<TextIndex, 'first' | 'places'> {
  const first = new Int32Array(stems + 1)
  for (const one of stem) first[one + 1]++
  for (let i = 0; i < stems; i++) first[i + 1] += first[i]
  const next = first.slice(0, stems)
  const places = new Int32Array(stem.length)
  for (let word = 0; word < stem.length; word++) places[next[stem[word]]++] = word
  return { first, places }
}

const ofWord = /[\p{L}\p{M}\p{N}]/u

/** Which UTF-16 units are of a word; asked of millions, and so looked up. */
const isOfWord = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  ofWord.test(String.fromCharCode(unit)) ? 1 : 0,
)

/** Every run of letters, marks and digits, with its place in code points. */
export function eachWord(text: string, told: (form: string, start: number, end: number) => void): void {
  let from = -1
  // So many characters before this unit are two units long.
  let [pairs, pairsBefore] = [0, 0]
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : 0x20
    const isPair = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length
    const within = isPair ? ofWord.test(String.fromCodePoint(text.codePointAt(at)!)) : isOfWord[unit] === 1
    if (within && from < 0) [from, pairsBefore] = [at, pairs]
    else if (!within && from >= 0) {
      told(text.slice(from, at), from - pairsBefore, at - pairs)
      from = -1
    }
    if (isPair) {
      at++
      pairs++
    }
  }
}
