import type { Measured } from '../samples/measurements.ts'

/**
 * The subjects (rows) with all scores there, and how many are left out.
 *
 * @throws `scores: expected 7 scores for subject 3, found 6` · `scores: expected a finite number or nothing for
 *   subject 3, found Infinity`
 */
export function completeSubjects(scores: readonly (readonly Measured[])[]): {
  rows: number[][]
  missing: number
} {
  const items = scores[0]?.length ?? 0
  const rows: number[][] = []
  scores.forEach((row, subject) => {
    if (row.length !== items)
      throw new RangeError(`scores: expected ${items} scores for subject ${subject + 1}, found ${row.length}`)
    const wrong = row.find((score) => typeof score === 'number' && Math.abs(score) === Infinity)
    if (wrong !== undefined)
      throw new RangeError(
        `scores: expected a finite number or nothing for subject ${subject + 1}, found ${wrong}`,
      )
    if (row.every((score) => score !== null && score !== undefined && !Number.isNaN(score)))
      rows.push(row as number[])
  })
  return { rows, missing: scores.length - rows.length }
}
