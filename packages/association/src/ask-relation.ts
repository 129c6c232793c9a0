import type {
  Category,
  Codebook,
  Missing,
  Relation,
  Study,
  Unit,
  Variable,
  Viewer,
} from '@pejling/indicators'
import {
  type Answer,
  answer,
  answerBy,
  type Edition,
  getCodebook,
  getStudy,
  getVariable,
  type SuppressedAnswer,
} from '@pejling/warehouse'
import { associate, type Association } from './associate.ts'
import { countedUnit } from './counted-unit.ts'

/**
 * One answer with what the numbers say of it, and what is counted in it. Nothing is computed from counts of which some are
 * hidden. `relation` is the question it answers: for one category of a dividing variable, narrowed to that.
 */
export type AskedAnswer = { relation: Relation; unit: Unit } & (
  { answer: Answer; association: Association } | { answer: SuppressedAnswer; association?: undefined }
)

/** A relation as somebody may see it: page, command line, files and API all begin with this object. */
export type AskedRelation = {
  /** The edition that answered. */
  edition: string
  study: Study
  codebook: Codebook
  /** As it was asked, with the names the codebook has today. */
  relation: Relation
  x: Variable
  y: Variable
  whole: AskedAnswer
  /** Where it is divided: one answer for each category, and how many units have no value of the variable that divides. */
  by?: { variable: Variable; parts: (AskedAnswer & { category: Category })[]; missing: Missing[] }
}

/**
 * Asks a relation for one viewer: the counts or values of the whole, and of each category of a third variable if it is
 * divided, each with its numbers.
 *
 * @throws as `answer` and `answerBy`
 */
export async function askRelation(
  edition: Edition,
  relation: Relation,
  viewer: Viewer,
): Promise<AskedRelation> {
  const study = await getStudy(edition, relation.study)
  const codebook = await getCodebook(edition, study.id)
  const [x, y] = [getVariable(codebook, relation.x), getVariable(codebook, relation.y)]
  const { by, ...rest } = { ...relation, x: x.id, y: y.id }
  const tell = async (answer: Answer | SuppressedAnswer, relation: Relation): Promise<AskedAnswer> => {
    if (answer.suppressed) return { answer, relation, unit: hiddenUnit(study, answer) }
    const filters = relation.where.map(({ variable }) => getVariable(codebook, variable))
    const unit = await countedUnit(edition, study, answer, [x, y, ...filters])
    const association = await associate(edition, study, answer, { x, y, unit, relation, viewer })
    return { answer, association, relation, unit }
  }
  const asked = { edition: edition.hash, study, codebook, x, y }
  const whole = await tell(await answer(edition, rest, viewer), rest)
  if (!by) return { ...asked, relation: rest, whole }
  const { variable, parts, missing } = await answerBy(edition, { ...rest, by }, viewer)
  const others = rest.where.filter((filter) => getVariable(codebook, filter.variable) !== variable)
  const told = await Promise.all(
    parts.map(async ({ category, answer }) => {
      const where = [...others, { variable: variable.id, values: [category.id] }]
      return { category, ...(await tell(answer, { ...rest, where })) }
    }),
  )
  return {
    ...asked,
    relation: { ...rest, by: variable.id },
    whole,
    by: { variable, parts: told, missing },
  }
}

/** The protection says what it counted. */
function hiddenUnit({ units }: Study, { why }: SuppressedAnswer): Unit {
  return units.find(({ id }) => id === why.values.unit) ?? units[0]
}
