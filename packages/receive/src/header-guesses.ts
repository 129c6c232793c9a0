import type { Choices, Guess } from '@pejling/indicators'
import type { Header } from './guess-header.ts'

/** Where a header is after all, and how that is told; row 0 means there is none. */
export type FoundHeader = { row: number; rows: number; guesses: Guess[] }

/** A guessed header under what a person chose. */
export function headerGuesses(guess: Header, chosen: Choices): FoundHeader {
  const rows = chosen.headerRows ?? (chosen.headerRow === undefined ? guess.rows : 1)
  const row = chosen.headerRow ?? guess.row
  const others = [...new Set([0, ...guess.alternatives, guess.row])].filter((other) => other !== row)
  const first: Guess = {
    ...{
      what: 'headerRow',
      value: row,
      why: chosen.headerRow === undefined ? guess.why : said,
      alternatives: others,
    },
    ...(chosen.headerRow !== undefined && { chosen: true }),
  }
  if (row === 0) return { row, rows: 1, guesses: [first] }
  const many: Guess = {
    ...{ what: 'headerRows', value: rows, why: chosen.headerRows === undefined ? guess.why : said },
    alternatives: [1, 2, 3].filter((n) => n !== rows),
    ...(chosen.headerRows !== undefined && { chosen: true }),
  }
  return { row, rows, guesses: [first, many] }
}

const said = { da: 'Valgt.', en: 'Chosen.' }
