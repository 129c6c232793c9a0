import { runSteps, type Steps } from '../design/steps.ts'
import type { Warning, Watch } from '../result.ts'
import { countTables } from '../exact/count-tables.ts'
import { leavesCounts, type MarginSystem, marginSystem } from './margin-system.ts'
import type { PublishedMargins } from './published-margins.ts'
import { cellOrder, residualWalk } from './residual-walk.ts'

export type JointTables = {
  /** Tables of known cells × categories with the published margins; `undefined` if they could not be counted. */
  tables: number | undefined
  /** Ways to give each single unit its category; `undefined` if they could not be counted. */
  codings: number | undefined
  /** `codings` in full digits. */
  codingsDigits?: string
  /** Units in the known cells. */
  n: number
  /** Units that no row of a table accounts for, so that which they are is open too. */
  notInTables: number
  method: string
  warnings: Warning[]
}

/**
 * How many ways there are to fill in the rows that were never published: the number of joint tables of known
 * cells × outcome with all the published margins, and of codings of the single units. 1 and 1 means that the
 * margins give the rows away; 0 that the published tables contradict each other (warning
 * `margins-contradict-each-other`, with the row where it can be seen at once).
 *
 * Counted exactly by dynamic programming over the cells, fillings that leave the same residual margins taken
 * together. Where that would take more than `limit` steps the counts are `undefined`, with the warning
 * `too-many-to-count`, but the codings of one single table are always known; codings alone are `undefined` where a known cell has more than 2,000 units
 * (`cells-too-large-for-codings`). Beyond 2⁵³ the numbers are rounded (`rounded`), `codingsDigits` is not.
 *
 * @param limit steps after which counting is given up; 1,000,000 if left out
 * @throws `known cell 2: expected a whole number of units, found 1.5` · `table 2: expected 3 categories, found 2` ·
 *   the signal's reason
 * @example
 * jointTables({ sizes: [2, 2], tables: [{ rowOf: [0, 0], counts: [[2, 2]] }] }) // 3 tables, 6 codings
 *
 * Source: counting tables by their residual margins, Gail & Mantel (1977); Pagano & Halvorsen (1981).
 */
export function jointTables(
  margins: PublishedMargins,
  { limit, ...watch }: { limit?: number } & Watch = {},
): JointTables {
  return runSteps(jointTablesSteps(margins, { limit }), watch)
}

/** `jointTables` cut into pieces, for `takeSteps`. */
export function* jointTablesSteps(
  margins: PublishedMargins,
  { limit = 1e6 }: { limit?: number } = {},
): Steps<JointTables> {
  const system = marginSystem(margins)
  const n = system.sizes.reduce((sum, size) => sum + size, 0)
  const warnings: Warning[] = [...system.contradictions]
  const notInTables =
    system.categories > system.published
      ? Math.max(0, ...margins.tables.map(({ counts }) => n - sum(counts.flat().map((count) => count ?? 0))))
      : 0
  const answer = {
    n,
    notInTables,
    method: 'joint tables with the published margins, counted cell by cell over residual margins',
    warnings,
  }
  const { tables, codings } = (yield* countedByRow(system)) ?? (yield* countFillings(system, limit)) ?? {}
  if (tables === undefined) warnings.push({ code: 'too-many-to-count', values: { limit } })
  if (tables !== undefined && codings === undefined)
    warnings.push({ code: 'cells-too-large-for-codings', values: { limit: largestCell } })
  if (tables === 0n) warnings.push({ code: 'margins-contradict-each-other' })
  if ((tables ?? 0n) > exactUpTo || (codings ?? 0n) > exactUpTo) warnings.push({ code: 'rounded' })
  return {
    ...answer,
    tables: tables === undefined ? undefined : toNumber(tables),
    codings: codings === undefined ? undefined : toNumber(codings),
    ...(codings !== undefined && { codingsDigits: String(codings) }),
  }
}

/** Factorials beyond this are kept from filling the memory. */
const largestCell = 2000
const exactUpTo = 9007199254740992n

type Ways = { residual: Float64Array; tables: bigint; codings: bigint }

/**
 * With one published table its rows do not depend on each other: the tables of a row are those with the cells'
 * sizes and the row's counts as margins, the codings a multinomial coefficient. `undefined` for other margins.
 */
function* countedByRow(
  system: MarginSystem,
): Steps<{ tables: bigint | undefined; codings: bigint } | undefined> {
  const { sizes, rows, rowsOfCell } = system
  const simple =
    system.contradictions.length === 0 &&
    rowsOfCell.every(({ length }) => length === 1) &&
    rows.every(({ counts }) => counts.every((count) => count <= largestCell))
  if (!simple || leavesCounts(system)) return undefined
  let tables: bigint | undefined = 1n
  let codings = 1n
  for (const { members, counts } of rows) {
    const count = countTables(
      members.map((cell) => sizes[cell]),
      counts,
      2e6,
    )
    tables = count === undefined || tables === undefined ? undefined : tables * BigInt(count)
    codings *= multinomial(counts)
    yield 0
  }
  return { tables, codings }
}

/** The numbers of joint tables and of codings, or `undefined` if counting takes more than `limit` steps. */
function* countFillings(
  system: MarginSystem,
  limit: number,
): Steps<{ tables: bigint; codings: bigint | undefined } | undefined> {
  const withCodings = system.sizes.every((size) => size <= largestCell)
  const order = cellOrder(system)
  const walk = residualWalk(system, order)
  let states = new Map<string, Ways>([['', { residual: walk.start, tables: 1n, codings: 1n }]])
  let steps = 0
  for (let place = 0; place < order.length; place++) {
    const next = new Map<string, Ways>()
    for (const { residual, tables, codings } of states.values()) {
      const tooMany = walk.choose(place, residual, (filling) => {
        if (++steps > limit) return true
        const left = walk.after(place, residual, filling)
        const key = walk.key(place + 1, left)
        const ways = withCodings ? codings * multinomial(filling) : 0n
        const held = next.get(key)
        if (held) {
          held.tables += tables
          held.codings += ways
        } else next.set(key, { residual: left, tables, codings: ways })
        return false
      })
      if (tooMany) return undefined
    }
    states = next
    yield (place + 1) / order.length
  }
  const [end] = states.values()
  if (!end || leavesCounts(system)) return { tables: 0n, codings: 0n }
  return { tables: end.tables, codings: withCodings ? end.codings : undefined }
}

const factorials: bigint[] = [1n]

function multinomial(filling: number[]): bigint {
  let size = 0
  let below = 1n
  for (const count of filling) {
    size += count
    if (count > 1) below *= factorial(count)
  }
  return factorial(size) / below
}

function factorial(n: number): bigint {
  for (let k = factorials.length; k <= n; k++) factorials.push(factorials[k - 1] * BigInt(k))
  return factorials[n]
}

function toNumber(count: bigint): number {
  return Math.min(Number(count), Number.MAX_VALUE)
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
