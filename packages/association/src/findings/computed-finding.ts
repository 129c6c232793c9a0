import {
  type Crosstab,
  type Relation,
  roundVariable,
  type Study,
  type Unit,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { chiSquare, cramersV, goodmanKruskalGamma, rankCorrelation } from '@pejling/statistics'
import { answer, type Answer, type Edition } from '@pejling/warehouse'
import { countedUnit } from '../counted-unit.ts'
import { designTest } from '../design-test.ts'
import { isOrdered } from '../is-ordered.ts'
import { pairValues } from '../pair-values.ts'
import type { ComputedFinding, DesignP, MatrixRow, NotComputed } from './finding.ts'

/** What is asked of one cell: two variables, or one category of the first held against its others. */
export type FindingQuestion = {
  study: Study
  x: Variable
  y: Variable
  category?: MatrixRow['category']
  /** The other categories that have a row, with their letters. */
  others: { category: string; letter?: string }[]
  round?: string
  viewer: Viewer
}

type Measured = Pick<ComputedFinding, 'measure' | 'estimate' | 'interval' | 'naive' | 'chi2'>

/**
 * The numbers of one analysis. Exact tests are left to the relation's own page: here are many tables in one.
 *
 * @throws `no rows: …`, `no published table: …` if the two cannot be seen together
 */
export async function computedFinding(
  edition: Edition,
  question: FindingQuestion,
): Promise<ComputedFinding | NotComputed> {
  const { study, x, y, category, round, viewer } = question
  const where = round === undefined ? [] : [{ variable: roundVariable, values: [round] }]
  const relation: Relation = { study: study.id, x: x.id, y: y.id, where }
  const found = await answer(edition, relation, viewer)
  if (found.suppressed) return { code: 'hidden', why: found.why }
  const measured = category ? categoryMeasure(found, category.id, y) : measure(found, x, y)
  if (!measured) return { code: found.kind === 'pairs' && !ordered(x, y) ? 'no-order' : 'no-variation' }
  const { estimate } = measured
  const unit = await countedUnit(edition, study, found, [x, y])
  return {
    ...{ x: x.id, y: y.id, source: found.source, n: found.n },
    ...(round !== undefined && { round }),
    ...(found.kind === 'crosstab' && found.table !== undefined && { table: found.table }),
    ...measured,
    ...(measured.measure === 'gamma' && { sign: signOf(estimate) }),
    strength: strengthOf(estimate),
    ...(category && found.kind === 'crosstab' && { contrasts: contrasts(found, category.id, question) }),
    ...(category
      ? outerDesign(study, x, y, unit)
      : await designOf(edition, found, { study, x, y, unit, relation, viewer })),
  }
}

function measure(found: Answer, x: Variable, y: Variable): Measured | undefined {
  if (found.kind === 'pairs') {
    if (!ordered(x, y)) return undefined
    const values = pairValues(found, x, y)
    const { estimate, interval, pValues } = rankCorrelation(values.x, values.y).goodmanKruskalGamma
    if (estimate === undefined) return undefined
    const p = pValues[0]?.p
    return {
      ...{ measure: 'gamma', estimate },
      ...(interval && { interval: endsOf(interval) }),
      ...(p !== undefined && { naive: { p, method: 'kendall' } }),
    }
  }
  const { counts, rows, columns } = found
  return ofTable(counts, (isOrdered(x) || rows.length === 2) && (isOrdered(y) || columns.length === 2))
}

function ofTable(counts: number[][], isOrdinal: boolean): Measured | undefined {
  const independence = chiSquare(counts).pValue?.p
  const chi2 = independence === undefined ? {} : { chi2: independence }
  if (isOrdinal) {
    const { estimate, interval, pAse0 } = goodmanKruskalGamma(counts)
    if (estimate === undefined) return undefined
    return {
      ...{ measure: 'gamma', estimate, ...chi2 },
      ...(interval && { interval: endsOf(interval) }),
      ...(pAse0 && { naive: { p: pAse0.p, method: 'ase0' } }),
    }
  }
  const { estimate, interval } = cramersV(counts)
  if (estimate === undefined) return undefined
  return {
    ...{ measure: 'cramersV', estimate, ...chi2 },
    ...(interval && { interval: endsOf(interval) }),
    ...(independence !== undefined && { naive: { p: independence, method: 'chi2' } }),
  }
}

/** One row of the table against all the others taken together. */
function categoryMeasure(found: Answer, category: string, y: Variable): Measured | undefined {
  if (found.kind === 'pairs') return undefined
  const at = found.rows.findIndex(({ id }) => id === category)
  if (at < 0) return undefined
  const rest = found.columns.map((_, j) =>
    found.counts.reduce((sum, row, i) => (i === at ? sum : sum + row[j]), 0),
  )
  return ofTable([rest, found.counts[at]], isOrdered(y) || found.columns.length === 2)
}

function contrasts(
  { rows, counts }: Crosstab,
  category: string,
  { others }: FindingQuestion,
): ComputedFinding['contrasts'] {
  const rowOf = (id: string) => counts[rows.findIndex((row) => row.id === id)]
  return others.flatMap((other) => {
    const [low, high] = [rowOf(other.category), rowOf(category)]
    if (!low || !high) return []
    const { estimate = 0, pAse0 } = goodmanKruskalGamma([low, high])
    return [{ ...other, sign: signOf(estimate), ...(pAse0 && { p: pAse0.p }) }]
  })
}

type Asked = { study: Study; x: Variable; y: Variable; unit: Unit; relation: Relation; viewer: Viewer }

async function designOf(
  edition: Edition,
  found: Answer,
  { study, ...question }: Asked,
): Promise<{ design?: DesignP }> {
  const tested = await designTest(edition, study, found, question)
  if (!tested) return outerDesign(study, question.x, question.y, question.unit)
  const { level, clusters, test } = tested
  const known = { level: level.id, clusters }
  if (!test) return { design: { ...known, kind: 'unknown' } }
  const { assignments, smallestPossible } = test.result
  const ways = { ...known, assignments, smallestPossible }
  if (!test.result.p) return { design: { ...ways, kind: 'unknown' } }
  if (test.kind === 'exact') {
    const { p } = test.result.p
    return { design: { ...ways, kind: 'point', smallest: p, largest: p } }
  }
  const { p, exact } = test.result
  if (!p) return { design: { ...ways, kind: 'unknown' } }
  return { design: { ...ways, kind: 'range', smallest: p.smallest, largest: p.largest, exact } }
}

/**
 * A variable of units around those counted, or assigned to them, does not vary one by one: without a test that knows how
 * it came to be, p cannot be said.
 */
function outerDesign(study: Study, x: Variable, y: Variable, unit: Unit): { design?: DesignP } {
  const levels = [x, y].map(
    ({ id, unit: own }) => study.design.assigned.find(({ variable }) => variable === id)?.level ?? own,
  )
  const level = levels.find((id) => id !== unit.id)
  if (level === undefined) return {}
  return { design: { level, clusters: study.design.sizes[level] ?? 0, kind: 'unknown' } }
}

function ordered(x: Variable, y: Variable): boolean {
  return isOrdered(x) && isOrdered(y)
}

function endsOf({ lower, upper }: { lower: number; upper: number }) {
  return { lower, upper }
}

function signOf(estimate: number): 1 | 0 | -1 {
  return estimate > 0 ? 1 : estimate < 0 ? -1 : 0
}

function strengthOf(estimate: number): ComputedFinding['strength'] {
  const size = Math.abs(estimate)
  return size < 0.1 ? 'none' : size < 0.3 ? 'weak' : 'clear'
}
