import {
  cellAddress,
  type Category,
  type Crosstab,
  type Missing,
  profileUnits,
  type PublishedTable,
  type Relation,
  roundCaveatInWords,
  type Study,
  type Suppression,
  type Text,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import {
  type Answer,
  type Edition,
  getCodebook,
  getStudy,
  getVariable,
  listIndicators,
  listPublishedCells,
  listPublishedTables,
  listRelations,
  type SuppressedAnswer,
} from '@pejling/warehouse'
import { type RoundBreaks, roundBreaks } from '@pejling/figures'
import { auditLink, type CellLink, publishedCellLink, rowsLink } from '#lib/relation/cell-links.ts'
import { type Choices, choices } from '#lib/relation/choices.ts'
import { type AskedAnswer, type Association, askRelation, innermostUnit } from '@pejling/association'
import { isUnanswerable } from './editions.ts'
import { type HiddenFromOthers, hiddenFromOthers } from './hidden-from-others.ts'
import type { Viewers } from './study-access.ts'

/** An answer of which nothing is hidden. */
type Told = Extract<AskedAnswer, { association: Association }>

/** An answer with the way back from each of its cells, and the numbers that sum it up. */
export type Seen = {
  answer: Answer
  /** Links by row and column, for a cross table. */
  links: CellLink[][]
  association: Association
  /** What others do not see of it. */
  others?: HiddenFromOthers
}

/** Everything the relation page shows. */
export type RelationAnswer = {
  study: Study
  relation: Relation
  x: Variable
  y: Variable
  unit: Unit
  choices: Choices
  /** The printed table it comes from, if it does. */
  table?: PublishedTable
  /** The whole answer; missing if the pair cannot be asked as it stands, with the reason in `because`. */
  whole?: Seen
  because?: string
  /** Instead of the whole answer for one who may not see all of it: what is left, and why. */
  hidden?: SuppressedAnswer
  /** Why it is not divided although that was asked for. */
  undivided?: Suppression
  /** May the rows behind it be seen one by one? */
  rowsShown: boolean
  /** Has each unit a page of its own? */
  profiled: boolean
  /** Over rounds: where a line would have to break. */
  breaks?: RoundBreaks
  /** Indicators of which one of the two holds the values. */
  indicators: { id: string; label: Text }[]
  /** What must be said because the answer takes several rounds together or side by side. */
  caveats: Text[]
  by?: { variable: Variable; parts: { category: Category; seen: Seen }[]; missing: Missing[] }
}

/**
 * The answer for somebody; `viewersOf` says how they see the study, and how others do.
 *
 * @throws `unknown study|variable|category …`
 */
export async function relationAnswer(
  edition: Edition,
  relation: Relation,
  viewersOf: (study: Study) => Promise<Viewers>,
): Promise<RelationAnswer> {
  const study = await getStudy(edition, relation.study)
  const viewers = await viewersOf(study)
  const { viewer } = viewers
  const codebook = await getCodebook(edition, study.id)
  const [x, y] = [getVariable(codebook, relation.x), getVariable(codebook, relation.y)]
  const tables = await listPublishedTables(edition, study.id)
  const asked = { ...relation, x: x.id, y: y.id }
  const filtered = relation.where.map(({ variable }) => getVariable(codebook, variable))
  const common = {
    study,
    relation: asked,
    x,
    y,
    rowsShown: viewer.rows,
    profiled: false,
    breaks: roundBreaks(study, codebook, x, y),
    indicators: await indicatorsOf(edition, study.id, [x.id, y.id]),
    caveats: [] as Text[],
    choices: choices(codebook, await listRelations(edition, study.id), tables, asked),
  }
  const rowsUnit = innermostUnit(
    study,
    [x, y, ...filtered].map(({ unit }) => unit),
  )
  try {
    const { whole, by, relation } = await askRelation(edition, asked, viewer)
    if (!whole.association) {
      const undivided: Suppression | undefined = by ? { ...whole.answer.why, code: 'filter' } : undefined
      return { ...common, unit: whole.unit, hidden: whole.answer, undivided }
    }
    const { answer, unit } = whole
    common.caveats.push(
      ...(answer.caveats ?? []).map((caveat) => roundCaveatInWords(caveat, study, codebook)),
    )
    const table = tables.find(({ id }) => answer.kind === 'crosstab' && id === answer.table)
    common.profiled = viewer.rows && profileUnits(study, codebook).some(({ id }) => id === unit.id)
    const see = async ({ answer, association, relation }: Told): Promise<Seen> => ({
      answer,
      links:
        answer.kind === 'crosstab' && (table || viewer.rows)
          ? await linksOf(edition, answer, relation, unit, table, x, y)
          : [],
      association,
      others: table ? undefined : await hiddenFromOthers(edition, study, relation, viewers),
    })
    const seen = { ...common, relation, unit, table, whole: await see(whole) }
    if (!by) return seen
    const undivided = by.parts.map(({ answer }) => answer.suppressed && answer.why).find(Boolean)
    if (undivided) return { ...seen, undivided }
    const parts = await Promise.all(
      by.parts.flatMap((part) =>
        part.association ? [see(part).then((seen) => ({ category: part.category, seen }))] : [],
      ),
    )
    return { ...seen, by: { ...by, parts } }
  } catch (problem) {
    if (!isUnanswerable(problem)) throw problem
    return { ...common, unit: rowsUnit, because: problem.message }
  }
}

async function indicatorsOf(edition: Edition, study: string, variables: string[]) {
  const known = await listIndicators(edition, study)
  return known.flatMap(({ indicator: { id, label, definitions } }) =>
    definitions.some(({ variable }) => variables.includes(variable)) ? [{ id, label }] : [],
  )
}

async function linksOf(
  edition: Edition,
  crosstab: Crosstab,
  relation: Relation,
  unit: Unit,
  table: PublishedTable | undefined,
  x: Variable,
  y: Variable,
): Promise<CellLink[][]> {
  if (!table)
    return crosstab.rows.map((row) =>
      crosstab.columns.map((column) =>
        rowsLink(relation, unit.id, [
          { variable: x.id, values: [row.id] },
          { variable: y.id, values: [column.id] },
        ]),
      ),
    )
  const cells = await listPublishedCells(edition, relation.study, table.id)
  const count = table.measures.find(({ kind }) => kind === 'count')?.id ?? 'count'
  const named = ({ id, aliases }: Variable, name: string) => name === id || aliases?.includes(name) === true
  return crosstab.rows.map((row) =>
    crosstab.columns.map((column) => {
      const at = Object.fromEntries(
        table.dimensions.map(({ variable }) => [
          variable,
          named(x, variable)
            ? row.id
            : named(y, variable)
              ? column.id
              : (relation.where.find((filter) => filter.variable === variable)?.values[0] ?? 'total'),
        ]),
      )
      const address = cellAddress(table, { at, measure: count })
      const cell = cells.find((cell) => cellAddress(table, cell) === address)
      return cell
        ? publishedCellLink(relation, table, cell)
        : { href: auditLink(relation.study, table.id, relation.edition) }
    }),
  )
}
