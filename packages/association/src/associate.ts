import type { Crosstab, Pairs, Study } from '@pejling/indicators'
import {
  rankCorrelation,
  type RankCorrelation,
  tablePanel,
  type TablePanel,
  type TheilSenLine,
  theilSenLine,
} from '@pejling/statistics'
import type { Answer, Edition } from '@pejling/warehouse'
import { isOrdered } from './is-ordered.ts'
import { pairValues } from './pair-values.ts'
import { type DesignQuestion, type DesignTest, designTest } from './design-test.ts'
import { type SeparatedRow, separatedRows } from './separated-rows.ts'

/**
 * What sums an answer up: the panel of a cross table, or ranks correlated, with the trend of two numbers. `withheld` where one number would join answers
 * to questions that cannot be compared.
 */
export type Association =
  | { kind: 'table'; panel: TablePanel; ordered: boolean; separation?: SeparatedRow[]; design?: DesignTest }
  | { kind: 'ranks'; correlation?: RankCorrelation; trend?: TheilSenLine; design?: DesignTest }
  | { kind: 'withheld'; why: 'not-comparable'; design?: undefined }

type Question = DesignQuestion

/** The numbers behind an answer, with a test that shuffles at the level at which a variable was assigned. */
export async function associate(
  edition: Edition,
  study: Study,
  answer: Answer,
  question: Question,
): Promise<Association> {
  if (answer.caveats?.some(({ code }) => code === 'not-comparable'))
    return { kind: 'withheld', why: 'not-comparable' }
  const design = await designTest(edition, study, answer, question)
  return answer.kind === 'crosstab'
    ? { ...ofTable(answer, question), design }
    : { ...ofPairs(answer, question), design }
}

type Of<Kind extends Association['kind']> = Extract<Association, { kind: Kind }>

function ofTable(crosstab: Crosstab, { x, y }: Question): Of<'table'> {
  const { counts, rows, columns } = crosstab
  const rowOrdinal = isOrdered(x) || rows.length === 2
  const columnOrdinal = isOrdered(y) || columns.length === 2
  return {
    kind: 'table',
    panel: tablePanel(counts, { rowOrdinal, columnOrdinal }),
    ordered: rowOrdinal && columnOrdinal,
    separation: columnOrdinal ? separatedRows(crosstab) : [],
  }
}

/** Ranks are correlated only if both variables have an order; only two numbers have a trend. */
function ofPairs(pairs: Pairs, { x, y }: Question): Of<'ranks'> {
  if (!isOrdered(x) || !isOrdered(y)) return { kind: 'ranks' }
  const values = pairValues(pairs, x, y)
  const correlation = rankCorrelation(values.x, values.y)
  return x.categories || y.categories
    ? { kind: 'ranks', correlation }
    : { kind: 'ranks', correlation, trend: theilSenLine(values.x, values.y) }
}
