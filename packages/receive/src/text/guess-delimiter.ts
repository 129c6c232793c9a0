import type { Choices, Guess } from '@pejling/indicators'
import { Unreadable } from '../unreadable.ts'
import { recordReader, type TextRecord } from './records.ts'

const delimiters = [';', ',', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * The delimiter is the one by which the most of the first rows have equally many cells, and of those the one with the most;
 * `sep=;` in the first line says so itself.
 */
export function guessDelimiter(text: string, chosen: Choices): Guess {
  const others = (value: string) => delimiters.filter((other) => other !== value)
  if (chosen.delimiter)
    return {
      what: 'delimiter',
      value: chosen.delimiter,
      why: said,
      alternatives: others(chosen.delimiter),
      chosen: true,
    }
  const [, told] = /^sep=([;,\t|])\r?\n/i.exec(text) ?? []
  if (told) return { what: 'delimiter', value: told, why: first, alternatives: others(told) }
  const fits = delimiters
    .map((delimiter) => ({ delimiter, ...fitOf(firstRecords(text, delimiter, chosen.quote ?? '"')) }))
    .filter(({ cells }) => cells > 1)
    .sort((a, b) => Math.round(5 * b.share) - Math.round(5 * a.share) || b.cells - a.cells)
  const [best] = fits
  if (!best) return { what: 'delimiter', value: ';', why: none, alternatives: others(';') }
  const why = {
    da: `Sådan har ${percent(best.share)} af de første rækker ${best.cells} celler.`,
    en: `This way ${percent(best.share)} of the first rows have ${best.cells} cells.`,
  }
  return { what: 'delimiter', value: best.delimiter, why, alternatives: others(best.delimiter) }
}

/** The rows in the beginning of a file, as many as can be read. */
export function firstRecords(text: string, delimiter: string, quote: '"' | '', most = 500): TextRecord[] {
  const reader = recordReader({ delimiter, quote })
  const found: TextRecord[] = []
  try {
    for (let at = 0; at < text.length && found.length < most; at += 65_536)
      found.push(...reader.feed(text.slice(at, at + 65_536)))
    if (found.length < most) found.push(...reader.end())
  } catch (cause) {
    // What cannot be read has its place when the whole file is.
    if (!(cause instanceof Unreadable)) throw cause
  }
  return found.slice(0, most)
}

const said = { da: 'Valgt.', en: 'Chosen.' }
const first = { da: 'Filens første linje siger det.', en: 'The first line of the file says so.' }
const none = { da: 'Rækkerne har kun én celle.', en: 'The rows have one cell only.' }

function fitOf(records: TextRecord[]): { share: number; cells: number } {
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  return usual ? { cells: usual[0], share: usual[1] / records.length } : { cells: 0, share: 0 }
}

function percent(share: number): string {
  return share === 1 ? '100 %' : `${Math.floor(100 * share)} %`
}
