import type { Problem } from '@pejling/indicators'
import { isCategorical } from '@pejling/warehouse'
import type { Column } from '../column.ts'

/** What the sender marked as identifying a person, where the codebook does not. */
export function checkMarks(path: string, columns: Column[]): Problem[] {
  return columns
    .filter(({ marked, variable }) => marked && variable.disclosure !== 'identifier')
    .map(({ variable, name }) => ({
      ...{ file: path, row: 1, variable: variable.id, heading: name, rule: 'sender-identifier' },
      ...{ severity: 'warns' as const, acceptable: true },
      message: `expected disclosure identifier, since the sender marks the column so; found ${variable.disclosure}`,
    }))
}

/**
 * Where a file says of its own codes what the codebook says otherwise: another number of categories, a label nobody knows,
 * or a code that the codebook takes for another category. The file's own word is what is read.
 */
export function checkLabels(path: string, columns: Column[]): Problem[] {
  return columns.flatMap((column) =>
    column.labels && isCategorical(column.variable) ? ofColumn(path, column, column.labels) : [],
  )
}

function ofColumn(
  path: string,
  { asked, variable, name }: Column,
  labels: Record<string, string>,
): Problem[] {
  const categories = asked.categories ?? []
  const reasons = Object.keys(asked.reading?.missing ?? {}).map(lower)
  const values = Object.entries(asked.reading?.values ?? {}).map(([word, id]): [string, string] => [
    lower(word),
    id,
  ])
  const words = new Map([
    ...categories.flatMap(({ id, label }): [string, string][] => [
      [lower(label.da), id],
      [lower(label.en), id],
      [lower(id), id],
    ]),
    ...values,
  ])
  const place = { file: path, row: 1, variable: variable.id, heading: name, acceptable: true }
  const listed = Object.entries(labels).filter(([, label]) => !reasons.includes(lower(label)))
  const problems: Problem[] = []
  for (const [code, label] of listed) {
    const taken = words.get(lower(code))
    const said = words.get(lower(label))
    if (said !== undefined && taken !== undefined && said !== taken)
      problems.push({
        ...{ ...place, rule: 'label-conflict', severity: 'stops', value: code },
        message: `expected ${code} to be ${taken} as in the codebook, found it labelled as ${said}`,
      })
  }
  const offered = new Set(
    listed.map(([code, label]) => words.get(lower(label)) ?? words.get(lower(code)) ?? code),
  )
  if (offered.size !== categories.length)
    problems.push({
      ...{ ...place, rule: 'category-count', severity: 'warns' },
      message: `expected ${categories.length} categories, found ${offered.size} labelled`,
    })
  return problems
}

const lower = (text: string) => text.trim().toLowerCase()
