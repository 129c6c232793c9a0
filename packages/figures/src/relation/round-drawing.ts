import { type Codebook, roundVariable, type Study, variableLine, type Variable } from '@pejling/indicators'
import type { Answer } from '@pejling/warehouse'
import type { CellDoor } from '../drawing/crosstab-options.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { roundLines } from '../drawing/round-lines.ts'
import type { Words } from '../words/words.ts'
import { strips } from './strips.ts'

/** Where a variable's line over the rounds of an answer breaks, as places in their order. */
export type RoundBreaks = number[]

/** Nothing if x is not the round. */
export function roundBreaks(
  study: Study,
  codebook: Codebook,
  x: Variable,
  y: Variable,
): RoundBreaks | undefined {
  if (x.id !== roundVariable || !x.categories) return undefined
  const { breaks } = variableLine(y.id, codebook, study)
  return [...new Set(breaks.map(({ after }) => x.categories!.findIndex(({ id }) => id === after)))].filter(
    (at) => at >= 0,
  )
}

/**
 * An answer over rounds as lines: the share of each category, or the median of a number; a round nobody answered is a
 * gap.
 */
export function roundDrawing(
  answer: Answer,
  { x, y, breaks }: { x: Variable; y: Variable; breaks: RoundBreaks },
  doors: CellDoor[][],
  words: Words,
  domain: [number, number] = [0, 1],
): Drawing {
  const common = { language: words.language, breaks, breakLabel: words.say('relation.figure.break') }
  if (answer.kind === 'crosstab') {
    const bases = answer.counts.map((row) => row.reduce((sum, count) => sum + count, 0))
    const lines = answer.columns.map((column, j) => ({
      name: words.text(column.label),
      values: answer.counts.map((row, i) => (bases[i] ? row[j] / bases[i] : undefined)),
      doors: doors.map((row) => row[j]),
    }))
    return roundLines(answer.rows, lines, {
      ...common,
      bases: bases.map((base) => `n = ${words.number(base)}`),
      format: (share) => words.share(share),
      domain: [0, 1],
    })
  }
  const rounds = strips(answer, x, y)
  const name = words.say('relation.figure.median')
  return roundLines(
    rounds.map(({ category }) => category),
    [{ name, values: rounds.map(({ summary }) => summary?.median) }],
    {
      ...common,
      bases: rounds.map(({ values }) => `n = ${words.number(values.length)}`),
      format: (value) => words.number(value, y.decimals),
      domain,
    },
  )
}
