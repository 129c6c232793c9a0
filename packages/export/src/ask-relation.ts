import { associate, countedUnit, statisticRows } from '@pejling/association'
import {
  type Relation,
  roundCaveatInWords,
  suppressionInWords,
  type Text,
  type Viewer,
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
import type { ExportedPart, ExportedRelation } from './exported-relation.ts'

/**
 * Asks the relation as the page does, for the same viewer, and keeps what is needed to take it along.
 *
 * @param addressOf where the page of a relation is, such as `https://pejling.example.dk/relations?study=…`
 * @throws as `answer`
 */
export async function askRelation(
  edition: Edition,
  relation: Relation,
  viewer: Viewer,
  addressOf: (relation: Relation) => string,
): Promise<ExportedRelation> {
  const study = await getStudy(edition, relation.study)
  const codebook = await getCodebook(edition, relation.study)
  const { by, ...rest } = { ...relation, edition: edition.hash }
  const [x, y] = [getVariable(codebook, rest.x), getVariable(codebook, rest.y)]
  const filters = rest.where.map(({ variable }) => getVariable(codebook, variable))
  const asked = { ...rest, x: x.id, y: y.id }
  const notes: Text[] = []
  const part = async (found: Answer | SuppressedAnswer, narrowed: Relation): Promise<ExportedPart> => {
    if (found.suppressed) {
      const counted = study.units.find(({ id }) => id === found.why.values.unit)
      notes.push(suppressionInWords(found.why, (counted ?? study.units[0]).plural))
      return { answer: found, statistics: [] }
    }
    notes.push(...(found.caveats ?? []).map((caveat) => roundCaveatInWords(caveat, study, codebook)))
    const unit = await countedUnit(edition, study, found, [x, y, ...filters])
    const question = { x, y, unit, relation: narrowed, viewer }
    return { answer: found, statistics: statisticRows(await associate(edition, study, found, question)) }
  }
  const whole = await answer(edition, asked, viewer)
  const split = by ? await answerBy(edition, { ...asked, by }, viewer) : undefined
  const parts = split
    ? await Promise.all(
        split.parts.map(async ({ category, answer }) => {
          const where = [...asked.where, { variable: split.variable.id, values: [category.id] }]
          return { category, ...(await part(answer, { ...asked, where })) }
        }),
      )
    : [await part(whole, asked)]
  const unit = whole.suppressed
    ? (study.units.find(({ id }) => id === whole.why.values.unit) ?? study.units[0])
    : await countedUnit(edition, study, whole, [x, y, ...filters])
  const full = { ...asked, ...(split && { by: split.variable.id }) }
  return {
    ...{ study, relation: full, x, y, ...(split && { by: split.variable }), unit, parts },
    notes: distinct(notes),
    address: addressOf(full),
  }
}

/** Parts of one relation often say the same. */
function distinct(notes: Text[]): Text[] {
  return notes.filter(({ en }, i) => notes.findIndex((note) => note.en === en) === i)
}
