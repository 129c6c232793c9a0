import { expect, test } from 'vitest'
import type { Viewer } from '@pejling/indicators'
import { answer, disclosureProof } from '../src/index.ts'
import { closedEdition } from './closed-study.ts'

const reader: Viewer = { sees: 'suppressed', rows: false }

test('the proof holds each table as it is, as others see it, and the range of what they do not', async () => {
  const closed = await closedEdition()
  try {
    const proof = await disclosureProof(closed.edition, 'round')
    expect(proof).toMatchObject({ study: 'round', holds: true, printed: false, together: [] })
    // Six municipalities are too few to show anything of.
    expect(proof.notShown).toEqual([{ x: 'model', y: 'load' }])
    expect(proof.tables.map(({ x, y }) => [x, y].sort().join(' ')).sort()).toEqual([
      'groups model',
      'model mood',
      'model screening',
    ])
    for (const { x, y, rows, columns, counts, cells, threshold } of proof.tables) {
      const total = counts.flat().reduce((sum, { n }) => sum + n, 0)
      expect(total).toBe(y === 'mood' || x === 'mood' ? 160 : 40)
      const shown = await answer(closed.edition, { study: 'round', x, y, where: [] }, reader)
      if (shown.kind !== 'crosstab') throw new Error('expected a cross table')
      shown.counts.forEach((line, i) =>
        line.forEach((count, j) => {
          expect(counts[i][j].shown).toBe(count !== null)
          if (count !== null) expect(counts[i][j].n).toBe(count)
        }),
      )
      expect(cells).toHaveLength(counts.flat().filter(({ shown }) => !shown).length)
      for (const cell of cells) {
        const at = counts[rows.indexOf(cell.x[0])][columns.indexOf(cell.y[0])]
        expect(at).toEqual({ n: cell.n, shown: false })
        expect(cell.lower <= cell.n && cell.n <= cell.upper).toBe(true)
        expect(cell.lower <= cell.told.lower && cell.told.upper <= cell.upper).toBe(true)
        expect(cell.told.upper - cell.told.lower).toBeGreaterThanOrEqual(threshold)
      }
    }
  } finally {
    await closed.close()
  }
}, 60_000)
