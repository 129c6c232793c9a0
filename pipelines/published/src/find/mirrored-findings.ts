import type { Rule } from '../rule.ts'
import type { FindingCell, Matrix } from './findings-matrix.ts'
import { givenUp } from './statistics.ts'

/** If one row says that it differs from another, that row says so too, with the opposite sign. */
export function rulesOfMirrors({ letters, cube }: Matrix, cells: FindingCell[]): Rule[] {
  const letterOf = new Map(letters.map(({ letter, row }) => [row, letter]))
  const lettered = cells.filter(({ row }) => letterOf.has(row))
  return lettered.flatMap((one, i) =>
    lettered.slice(i + 1).flatMap((other): Rule[] => {
      if (one.y.id !== other.y.id || one.x.id !== other.x.id) return []
      const [mine, theirs] = [one, other].map(({ printed }) => printed)
      const names = mine?.letters.includes(letterOf.get(other.row)!) ?? false
      const named = theirs?.letters.includes(letterOf.get(one.row)!) ?? false
      const opposite = !names || mine?.sign === undefined || mine.sign === -(theirs?.sign ?? 0)
      return [
        {
          name: 'mirror',
          table: cube.table.id,
          address: one.fact.cell,
          parts: [one.fact.key, other.fact.key],
          checks: [],
          test: (read) => {
            if (givenUp(one.fact, read) || givenUp(other.fact, read)) return 'idle'
            return names === named && opposite ? 'exact' : 'broken'
          },
          explain: () => ({
            reason: {
              code: 'mirror',
              values: { other: other.fact.cell, printed: other.fact.printed || '–' },
            },
          }),
        },
      ]
    }),
  )
}
