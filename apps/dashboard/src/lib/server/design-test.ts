import type { Assignment, Relation, Study, Unit, Variable } from '@pejling/indicators'
import { type ClusterPermutation, clusterPermutation } from '@pejling/statistics'
import { type Answer, type Edition, listUnitRows, type UnitRows } from '@pejling/warehouse'

/** A test that shuffles whole clusters, because the variable was assigned to them and not to the units in them. */
export type DesignTest = {
  assignment: Assignment
  /** The unit that was assigned to, and how many of them there are. */
  level: Unit
  clusters: number
  /** One test where the rows are known. */
  exact?: ClusterPermutation
}

const mostRows = 100_000
const mostValues = 500

/** Nothing if neither variable was assigned at a level above the units that are counted. */
export async function designTest(
  edition: Edition,
  study: Study,
  answer: Answer,
  { x, y, unit, relation }: { x: Variable; y: Variable; unit: Unit; relation: Relation },
): Promise<DesignTest | undefined> {
  const assignment = [x, y]
    .map(({ id }) => study.design.assigned.find(({ variable }) => variable === id))
    .find((found) => found && found.level !== unit.id)
  const level = study.units.find(({ id }) => id === assignment?.level)
  if (!assignment || !level) return undefined
  const clusters = study.design.sizes[level.id] ?? 0
  const [assigned, outcome] = assignment.variable === x.id ? [x, y] : [y, x]
  if (answer.source !== 'rows' || outcome.unit !== unit.id || assigned.unit !== level.id || answer.n > mostRows)
    return { assignment, level, clusters }
  const inner = await listUnitRows(edition, {
    study: study.id,
    unit: unit.id,
    where: relation.where,
    limit: mostRows,
  })
  const outer = await listUnitRows(edition, { study: study.id, unit: level.id, where: [], limit: mostRows })
  const exact = shuffle(inner, outer, assigned, outcome, level, assignment)
  return { assignment, level, clusters: exact?.clusters ?? clusters, exact }
}

function shuffle(
  inner: UnitRows,
  outer: UnitRows,
  assigned: Variable,
  outcome: Variable,
  level: Unit,
  { within = [] }: Assignment,
): ClusterPermutation | undefined {
  const values = outcomeValues(inner, outcome)
  if (!values) return undefined
  const groups = assigned.categories?.map(({ id }) => id) ?? []
  const clusters = outer.rows
    .map(({ values }) => values)
    .filter((cluster) => groups.includes(String(cluster[assigned.id])))
    .map((cluster) => ({
      cluster,
      counts: values.map(
        (value) =>
          inner.rows.filter(
            (row) => row.values[level.key] === cluster[level.key] && row.values[outcome.id] === value,
          ).length,
      ),
    }))
    .filter(({ counts }) => counts.some(Boolean))
  if (clusters.length < 2) return undefined
  return clusterPermutation(
    clusters.map(({ counts }) => counts),
    {
      groupOf: clusters.map(({ cluster }) => groups.indexOf(String(cluster[assigned.id]))),
      ...(within.length && {
        strata: clusters.map(({ cluster }) => within.map((variable) => cluster[variable]).join('/')),
      }),
    },
    { draws: 19_999 },
  )
}

/** The outcome's values in order: its categories, or the distinct numbers if they are not too many. */
function outcomeValues({ rows }: UnitRows, { id, categories }: Variable): (string | number)[] | undefined {
  if (categories) return categories.map((category) => category.id)
  const numbers = [...new Set(rows.map(({ values }) => values[id]))].filter((v) => typeof v === 'number')
  return numbers.length && numbers.length <= mostValues ? numbers.sort((a, b) => a - b) : undefined
}
