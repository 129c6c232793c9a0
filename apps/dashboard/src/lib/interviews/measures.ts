import type { CellCount, MatrixMeasure } from '@pejling/warehouse'
import type { Words } from '#lib/words/words.ts'

export type { MatrixMeasure }

/** How a cell of the matrix can be read. */
export const matrixMeasures = ['excerpts', 'interviews', 'presence', 'intensity'] as const

/** What a cell says; nothing where it cannot be said. */
export function measuredValue(count: CellCount, measure: MatrixMeasure): number | undefined {
  return measure === 'presence' ? Number(count.excerpts > 0) : count[measure]
}

/** The same in words, as short as a cell is. */
export function measuredWords(count: CellCount, measure: MatrixMeasure, words: Words): string {
  const value = measuredValue(count, measure)
  if (value === undefined) return words.say('statistics.dash')
  if (measure === 'presence') return value ? words.say('interviews.present') : words.say('statistics.dash')
  return words.number(value, measure === 'intensity' ? 1 : undefined)
}
