import {
  type Crosstab,
  owner,
  roundVariable,
  type Study,
  type Text,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { mean, proportion } from '@pejling/statistics'
import { answer, type Edition, findSummary, listRelations, listUnitRows } from '@pejling/warehouse'
import { computedFinding } from '../findings/computed-finding.ts'
import type { NotComparable, NumberKind, SideNumber } from './compared.ts'

/** One side: a study in an edition, perhaps one round of it, as somebody may see it. */
export type Side = { edition: Edition; study: Study; round?: string; viewer: Viewer }

/** Numbers of one side by what they are, or why there are none. */
export type SideNumbers =
  | { kind: 'numbers'; numbers: (SideNumber & { of: NumberKind; row?: string; category?: string })[] }
  | NotComparable

/** Of more numbers than this the mean is told without an interval. */
const mostValues = 100_000

/** A variable by itself: the share of each category, or the mean. From print where it has no rows. */
export async function numbersOfVariable(side: Side, variable: Variable): Promise<SideNumbers> {
  const { edition, study, round, viewer } = side
  const unit = study.units.find(({ id }) => id === variable.unit)
  if (round !== undefined && unit?.rounds) return numbersOfRound(side, variable)
  const summary = await findSummary(edition, study.id, variable.id, viewer)
  if (!summary) return numbersInPrint(side, variable)
  if (summary.counts) {
    const { counts } = summary
    const known = counts.flatMap(({ category, n }) => (n === null ? [] : [{ id: category.id, n }]))
    if (summary.suppressed && known.length < counts.length) return { code: 'hidden', why: summary.why }
    return shares(known)
  }
  if (!summary.suppressed && summary.n > mostValues && summary.quantiles)
    return { kind: 'numbers', numbers: [{ of: 'mean', value: summary.quantiles.mean, n: summary.n }] }
  if (viewer.sees === 'all') {
    const { rows } = await listUnitRows(
      edition,
      { study: study.id, unit: variable.unit, where: [], limit: mostValues },
      owner,
    )
    return meanOf(rows.map(({ values }) => values[variable.id]))
  }
  if (summary.suppressed) {
    const value = summary.quantiles?.mean
    if (value === undefined || summary.n === null) return { code: 'hidden', why: summary.why }
    return { kind: 'numbers', numbers: [{ of: 'mean', value, n: summary.n }] }
  }
  return { code: 'no-numbers' }
}

/** Two variables together: how strongly, and the share of each column in each row. */
export async function numbersOfPair(side: Side, x: Variable, y: Variable): Promise<SideNumbers> {
  const { edition, study, round, viewer } = side
  const possible = (await listRelations(edition, study.id)).some((pair) => pair.x === x.id && pair.y === y.id)
  if (!possible) return { code: 'no-numbers' }
  const inRounds = study.units.some(({ id, rounds }) => rounds && [x.unit, y.unit].includes(id))
  const asked = inRounds ? round : undefined
  const found = await computedFinding(edition, { study, x, y, others: [], round: asked, viewer })
  if ('code' in found) return found.code === 'hidden' ? found : { code: 'no-numbers' }
  const where = asked === undefined ? [] : [{ variable: roundVariable, values: [asked] }]
  const table = await answer(edition, { study: study.id, x: x.id, y: y.id, where }, viewer)
  const { measure, estimate, interval, n } = found
  const whole = { of: measure, value: estimate, ...interval, n }
  if (table.suppressed || table.kind === 'pairs') return { kind: 'numbers', numbers: [whole] }
  return { kind: 'numbers', numbers: [whole, ...rowShares(table)] }
}

async function numbersOfRound(
  { edition, study, round, viewer }: Side,
  variable: Variable,
): Promise<SideNumbers> {
  const found = await answer(
    edition,
    { study: study.id, x: roundVariable, y: variable.id, where: [] },
    viewer,
  )
  if (found.suppressed) return { code: 'hidden', why: found.why }
  if (found.kind === 'pairs') return meanOf(found.points.filter(({ x }) => x === round).map(({ y }) => y))
  const at = found.rows.findIndex(({ id }) => id === round)
  return shares(found.columns.map(({ id }, j) => ({ id, n: found.counts[at]?.[j] ?? 0 })))
}

/** The margin of the first printed table that crosses the variable with another. */
async function numbersInPrint({ edition, study, viewer }: Side, variable: Variable): Promise<SideNumbers> {
  const printed = (await listRelations(edition, study.id)).find(
    ({ y, sources }) => y === variable.id && sources.includes('published'),
  )
  if (!printed) return { code: 'no-numbers' }
  const relation = { study: study.id, x: printed.x, y: printed.y, where: [], source: 'published' as const }
  const found = await answer(edition, relation, viewer)
  if (found.suppressed) return { code: 'hidden', why: found.why }
  if (found.kind === 'pairs') return { code: 'no-numbers' }
  return shares(
    found.columns.map(({ id }, j) => ({ id, n: found.counts.reduce((sum, row) => sum + row[j], 0) })),
  )
}

function shares(counts: { id: string; n: number }[]): SideNumbers {
  const base = counts.reduce((sum, { n }) => sum + n, 0)
  if (!base) return { code: 'no-numbers' }
  return {
    kind: 'numbers',
    numbers: counts.map(({ id, n }) => ({ of: 'share', category: id, ...share(n, base) })),
  }
}

function rowShares({ rows, columns, counts }: Crosstab) {
  return rows.flatMap((row, i) => {
    const base = counts[i].reduce((sum, count) => sum + count, 0)
    return base
      ? columns.map((column, j) => ({
          ...{ of: 'share' as const, row: row.id, category: column.id },
          ...share(counts[i][j], base),
        }))
      : []
  })
}

function share(n: number, base: number): SideNumber {
  const { interval } = proportion(n, base)
  return { value: n / base, ...(interval && { lower: interval.lower, upper: interval.upper }), n: base }
}

function meanOf(values: (string | number | null | undefined)[]): SideNumbers {
  const numbers = values.filter((value) => typeof value === 'number')
  const { estimate, interval } = mean(numbers)
  if (estimate === undefined) return { code: 'no-numbers' }
  const ends = interval && { lower: interval.lower, upper: interval.upper }
  return { kind: 'numbers', numbers: [{ of: 'mean', value: estimate, ...ends, n: numbers.length }] }
}

/** The label of a category by its id. */
export function categoryLabel({ categories }: Variable, id: string | undefined): Text | undefined {
  return categories?.find((category) => category.id === id)?.label
}
