import { setImmediate } from 'node:timers/promises'
import { stemmer } from '@orama/stemmers/danish'
import { remembered } from '../remembered.ts'

/**
 * The words of a study's texts by their Danish stem (Porter's Snowball), made at the first search of an edition and held in
 * memory only: nothing of the texts is stored a second time.
 */
export type TextIndex = {
  /** Number of each stem, from 0. */
  stems: ReadonlyMap<string, number>
  /** Of each source three numbers for every word: its stem, and where in the text (code points) it begins and ends. */
  texts: { source: string; words: Int32Array }[]
}

const word = /[\p{L}\p{M}\p{N}]+/gu

export const textIndex = remembered(async (edition, study): Promise<TextIndex> => {
  const held = await edition.query<{ source: string; text: string }>(
    `SELECT t.source, t.text FROM interview_source_text t JOIN interview_source s USING (study, source)
     WHERE t.study = $study AND t.text IS NOT NULL ORDER BY s.position`,
    { study },
  )
  const stems = new Map<string, number>()
  const known = new Map<string, number>()
  const texts: TextIndex['texts'] = []
  for (const { source, text } of held) {
    const found: number[] = []
    const beyond = /[\uD800-\uDBFF]/.test(text)
    let [at, point] = [0, 0]
    for (const match of text.matchAll(word)) {
      let stem = known.get(match[0])
      if (stem === undefined) {
        const name = stemOf(match[0])
        stem = stems.get(name) ?? stems.size
        stems.set(name, stem)
        known.set(match[0], stem)
      }
      point += beyond ? [...text.slice(at, match.index)].length : match.index - at
      const length = beyond ? [...match[0]].length : match[0].length
      found.push(stem, point, point + length)
      ;[at, point] = [match.index + match[0].length, point + length]
    }
    texts.push({ source, words: Int32Array.from(found) })
    // Other requests are answered in between.
    await setImmediate()
  }
  return { stems, texts }
})

/** What all forms of a word have in common: `sprogvurderingerne` → `sprogvurdering`. */
export function stemOf(form: string): string {
  return stemmer(form.normalize('NFC').toLowerCase())
}

/** The words of a text, as the index has them. */
export function wordsOf(text: string): string[] {
  return text.match(word) ?? []
}
