import type { Crosstab, Filter, SuppressedCrosstab, Viewer } from '@pejling/indicators'
import { answer, answerBy, findSummary } from '../src/index.ts'
import { children, type Closed, municipalities, places, type Row } from './closed-study.ts'

/** A unit with its values; a missing one is `null`. */
export type UnitValues = Record<string, string | number | null>
/** The round's units by level: what a question counts. */
export type World = { municipality: UnitValues[]; institution: UnitValues[]; child: UnitValues[] }

/** A number somebody is shown, and how to count it in a world: `of` units for which every condition holds. */
export type Fact = {
  of: keyof World
  conditions: { variable: string; values: (string | null)[] }[]
  n: number
}

const unitOf: Record<string, keyof World> = {
  ...{ model: 'municipality', load: 'municipality', screening: 'institution', groups: 'institution' },
  ...{ screens: 'institution', mood: 'child' },
}
const depth = ['municipality', 'institution', 'child'] as const
const valuesOf = (variable: string) => (variable === 'screens' ? ['no', 'yes'] : places[variable])

export function worldOf(rows: Row[], moods?: string[]): World {
  const inner = children(rows).map((child, i) => ({ ...child, mood: moods?.[i] ?? child.mood }))
  return { municipality: municipalities(), institution: rows, child: inner }
}

export function countIn(world: World, { of, conditions }: Omit<Fact, 'n'>): number {
  return world[of].filter((unit) =>
    conditions.every(({ variable, values }) => values.includes(valueOf(unit, variable))),
  ).length
}

function valueOf(unit: UnitValues, variable: string): string | null {
  if (variable === 'screens') return unit.screening === null ? null : unit.screening === 'no' ? 'no' : 'yes'
  return unit[variable] as string | null
}

/** Every number a viewer gets to see, by asking everything there is to ask: pairs both ways, filters, divisions, variables. */
export async function everythingShown({ edition }: Closed, viewer: Viewer): Promise<Fact[]> {
  const variables = Object.keys(unitOf)
  const facts: Fact[] = []
  for (const variable of variables) facts.push(...(await ofSummary(variable)))
  for (const x of variables)
    for (const y of variables) {
      if (x === y) continue
      const ask = { study: 'round', x, y }
      facts.push(...factsOf(x, y, [], await answer(edition, { ...ask, where: [] }, viewer)))
      for (const third of variables)
        for (const values of [...valuesOf(third).map((value) => [value]), valuesOf(third).slice(1)]) {
          const where = [{ variable: third, values }]
          facts.push(...factsOf(x, y, where, await answer(edition, { ...ask, where }, viewer)))
        }
      for (const by of variables) {
        const { parts } = await answerBy(edition, { ...ask, where: [], by }, viewer)
        for (const { category, answer } of parts)
          facts.push(...factsOf(x, y, [{ variable: by, values: [category.id] }], answer))
      }
    }
  return facts

  async function ofSummary(variable: string): Promise<Fact[]> {
    const found = await findSummary(edition, 'round', variable, viewer)
    const of = unitOf[variable]
    return [
      { of, conditions: [{ variable, values: valuesOf(variable) }], n: found!.n },
      { of, conditions: [{ variable, values: [null] }], n: lacking(found!.missing) },
      ...(found!.counts ?? []).map(({ category, n }) => ({
        ...{ of, conditions: [{ variable, values: [category.id] }], n },
      })),
    ].flatMap(({ n, ...fact }) =>
      n === null || (found!.suppressed && !found!.counts) ? [] : [{ ...fact, n }],
    )
  }
}

function lacking(missing: { n: number | null }[]): number | null {
  return missing.reduce<number | null>((sum, { n }) => (sum === null || n === null ? null : sum + n), 0)
}

function factsOf(
  x: string,
  y: string,
  where: Filter[],
  found: Awaited<ReturnType<typeof answer>> | SuppressedCrosstab | { kind: 'pairs' },
): Fact[] {
  if (found.kind !== 'crosstab') return []
  const { rows, columns, counts } = found as Crosstab | SuppressedCrosstab
  const of =
    depth[
      Math.max(...[x, y, ...where.map(({ variable }) => variable)].map((id) => depth.indexOf(unitOf[id])))
    ]
  const within = where.map(({ variable, values }) => ({ variable, values }))
  const fact = (xs: (string | null)[], ys: (string | null)[], n: number | null): Fact[] =>
    n === null
      ? []
      : [{ of, conditions: [...within, { variable: x, values: xs }, { variable: y, values: ys }], n }]
  const [allX, allY] = [rows.map(({ id }) => id), columns.map(({ id }) => id)]
  const suppressed = (found as SuppressedCrosstab).suppressed ? (found as SuppressedCrosstab) : undefined
  const without = (variable: string) =>
    lacking((found as SuppressedCrosstab).missing.filter((line) => line.variable === variable))
  return [
    ...rows.flatMap((row, i) => columns.flatMap((column, j) => fact([row.id], [column.id], counts[i][j]))),
    ...(suppressed?.rowTotals.flatMap((n, i) => fact([allX[i]], allY, n)) ?? []),
    ...(suppressed?.columnTotals.flatMap((n, j) => fact(allX, [allY[j]], n)) ?? []),
    ...fact(allX, allY, found.n as number | null),
    ...(within.length > 0 || (suppressed && suppressed.why.code !== 'small-counts')
      ? []
      : [...fact([null], [...allY, null], without(x)), ...fact(allX, [null], without(y))]),
  ]
}
