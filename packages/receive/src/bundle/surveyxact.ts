import type { ReceivedColumn } from '@pejling/indicators'
import type { SentFile } from '../opened.ts'
import { smallTable } from './small-table.ts'

/** The four files SurveyXact exports of one survey; only the dataset must be there. */
export type SurveyXactFiles = {
  dataset: SentFile
  labels?: SentFile
  variables?: SentFile
  structure?: SentFile
}

const parts = ['dataset', 'labels', 'variables', 'structure'] as const

/** The files of a SurveyXact export by their names, if they are one: a dataset and at least one of the others. */
export function surveyXactFiles(files: SentFile[]): SurveyXactFiles | undefined {
  const found = new Map<string, SentFile>()
  for (const file of files) {
    const name = file.name.slice(file.name.lastIndexOf('/') + 1).toLowerCase()
    const part =
      parts.find((one) => name.includes(one)) ?? (/^data[^a-z]*\./.test(name) ? 'dataset' : undefined)
    if (part && !found.has(part)) found.set(part, file)
  }
  const dataset = found.get('dataset')
  if (!dataset || found.size < 2) return undefined
  return {
    dataset,
    labels: found.get('labels'),
    variables: found.get('variables'),
    structure: found.get('structure'),
  }
}

/**
 * What the other three files say of the dataset's columns: labels of values by variable and number, the text of each question.
 *
 * @throws Unreadable if one of them is no table
 */
export async function surveyXactColumns({
  labels,
  variables,
  structure,
}: SurveyXactFiles): Promise<Map<string, ReceivedColumn>> {
  const columns = new Map<string, ReceivedColumn>()
  const column = (name: string) => {
    const known = columns.get(name) ?? { name }
    columns.set(name, known)
    return known
  }
  const label = (name: string, value: string, text: string) => {
    const one = column(name)
    one.labels ??= []
    if (!one.labels.some((other) => other.value === value)) one.labels.push({ value, label: text })
  }
  // Each row of the structure ends with one delimiter too many, and each of its choices is a row.
  for (const { cells } of structure ? await smallTable(structure) : []) {
    const [question, name, kind, sub, text, value, choice] = cells.map((cell) => cell.trim())
    if (!name || question === 'questionName') continue
    const one = column(name)
    if (text) one.label = text
    const type = typeOf(sub || kind)
    if (type) one.type = type
    if (value && choice) label(name, value, choice)
  }
  const rows = variables ? await smallTable(variables) : []
  const heads = (rows[0]?.cells ?? []).map((cell) => cell.trim())
  const at = {
    name: Math.max(0, heads.indexOf('variableName')),
    label: heads.findIndex((head) => /label|text|tekst/i.test(head)),
  }
  const isHeader = heads.includes('variableName') || at.label > 0
  for (const { cells } of rows.slice(Number(isHeader))) {
    const [name, text] = [cells[at.name]?.trim(), cells[at.label > 0 ? at.label : 1]?.trim()]
    if (name && text) column(name).label ??= text
  }
  // No header: variable; number; label.
  for (const { cells } of labels ? await smallTable(labels) : []) {
    const [name, value, text] = cells.map((cell) => cell.trim())
    if (name && value && text) label(name, value, text)
  }
  return columns
}

function typeOf(kind: string | undefined): ReceivedColumn['type'] {
  if (/^double$|^number$|^integer$/i.test(kind ?? '')) return 'number'
  return /^date$/i.test(kind ?? '') ? 'date' : undefined
}
