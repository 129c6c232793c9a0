import {
  type Assignment,
  isCollected,
  owner,
  type Relation,
  type Study,
  type Unit,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import {
  type ClusterPermutation,
  clusterPermutationSteps,
  type DesignHonestRange,
  designHonestRangeSteps,
  takeSteps,
} from '@pejling/statistics'
import { type Answer, type Edition, listUnitRows, type UnitRows } from '@pejling/warehouse'
import { type PublishedDesign, publishedDesign } from './published-design.ts'

/** A test that shuffles whole clusters, because the variable was assigned to them and not to the units in them. */
export type DesignTest = {
  assignment: Assignment
  /** The unit that was assigned to, and how many of them there are. */
  level: Unit
  clusters: number
  /** One p where the rows are known; a range where only printed tables are; nothing where not even that can be said. */
  test?:
    | { kind: 'exact'; result: ClusterPermutation }
    | { kind: 'range'; result: DesignHonestRange; also: Variable[] }
}

export type DesignQuestion = {
  x: Variable
  y: Variable
  unit: Unit
  relation: Relation
  /** Who it is told to; must be named where the study is not open. One who may not see all gets no test of its rows. */
  viewer?: Viewer
}

const mostRows = 100_000
const mostValues = 500
const mostEvaluations = 5e6

/** Nothing if neither variable was assigned at a level above the units that are counted. */
export async function designTest(
  edition: Edition,
  study: Study,
  answer: Answer,
  question: DesignQuestion,
): Promise<DesignTest | undefined> {
  const { x, y, unit } = question
  // A test tells one number of all rows: whoever may see all counts need not see the rows for it.
  const viewer = question.viewer?.sees === 'all' ? owner : question.viewer
  const assignment = [x, y]
    .map(({ id }) => study.design.assigned.find(({ variable }) => variable === id))
    .find((found) => found && found.level !== unit.id)
  const level = study.units.find(({ id }) => id === assignment?.level)
  if (!assignment || !level) return undefined
  const [assigned, outcome] = assignment.variable === x.id ? [x, y] : [y, x]
  const known = { assignment, level, clusters: study.design.sizes[level.id] ?? 0 }
  if (outcome.unit !== unit.id || assigned.unit !== level.id || !isCollected(level) || answer.n > mostRows)
    return known
  // A level with rounds stands once in each: what would be shuffled is not what was assigned.
  if (level.rounds) return known
  const all = { study: study.id, where: [], limit: mostRows }
  const outer = await listUnitRows(edition, { ...all, unit: level.id }, viewer)
  if (outer.withheld) return known
  if (answer.source === 'published') {
    if (!isCollected(unit) || answer.kind !== 'crosstab') return known
    const inner = await listUnitRows(edition, { ...all, unit: unit.id }, viewer)
    const published = await publishedDesign(edition, answer, {
      ...{ study, assigned, outcome, assignment, level, inner, outer },
    })
    if (!published) return known
    return { ...known, ...(await rangeOf(published)) }
  }
  const inner = await listUnitRows(edition, { ...all, unit: unit.id, where: question.relation.where }, viewer)
  const result = await shuffle(inner, outer, assigned, outcome, level, assignment)
  return result && { ...known, clusters: result.clusters, test: { kind: 'exact', result } }
}

/** If the printed tables contradict each other, a misprint in another one must not stop this one: it stands alone. */
async function rangeOf({
  table,
  design,
  also,
}: PublishedDesign): Promise<Pick<DesignTest, 'clusters' | 'test'>> {
  const steps = designHonestRangeSteps(table, design, { evaluations: mostEvaluations })
  const result = await takeSteps(steps)
  if (!result.p && also.length) {
    const { also: _, ...alone } = design
    return rangeOf({ table, design: alone, also: [] })
  }
  return { clusters: result.clusters, test: { kind: 'range', result, also } }
}

async function shuffle(
  inner: UnitRows,
  outer: UnitRows,
  assigned: Variable,
  outcome: Variable,
  level: Unit,
  { within = [] }: Assignment,
): Promise<ClusterPermutation | undefined> {
  const values = outcomeValues(inner, outcome)
  if (!values) return undefined
  const groups = assigned.categories?.map(({ id }) => id) ?? []
  const clusters = outer.rows
    .map(({ values }) => values)
    .filter((cluster) => groups.includes(String(cluster[assigned.id])))
    .map((cluster) => {
      const own = inner.rows.filter((row) => row.values[level.key] === cluster[level.key])
      return {
        cluster,
        counts: values.map((value) => own.filter((row) => row.values[outcome.id] === value).length),
      }
    })
    .filter(({ counts }) => counts.some(Boolean))
  if (clusters.length < 2) return undefined
  const steps = clusterPermutationSteps(
    clusters.map(({ counts }) => counts),
    {
      groupOf: clusters.map(({ cluster }) => groups.indexOf(String(cluster[assigned.id]))),
      ...(within.length && {
        strata: clusters.map(({ cluster }) => within.map((variable) => cluster[variable]).join('/')),
      }),
    },
    { draws: 19_999 },
  )
  return takeSteps(steps)
}

/** The outcome's values in order: its categories, or the distinct numbers if they are not too many. */
function outcomeValues({ rows }: UnitRows, { id, categories }: Variable): (string | number)[] | undefined {
  if (categories) return categories.map((category) => category.id)
  const numbers = [...new Set(rows.map(({ values }) => values[id]))].filter((v) => typeof v === 'number')
  return numbers.length && numbers.length <= mostValues ? numbers.sort((a, b) => a - b) : undefined
}
