import {
  categoryNumbers,
  type Language,
  type MissingReason,
  missingReasons,
  type Study,
  type Unit,
} from '@pejling/indicators'
import { missingColumn, type StreamedVariable, type UnitStream } from '@pejling/warehouse'
import { words } from '../words.ts'
import { labelledColumn, labelledReasons } from './labelled-column.ts'
import type { LabelledCell, LabelledColumn, LabelledTable } from './labelled-table.ts'

/**
 * The rows of a unit as statistics programs know tables. A text cannot be missing for a reason there: of a text that
 * sometimes is, the reason stands in a column of its own beside it.
 */
export function labelledUnit(
  { variables, n, batches }: UnitStream,
  { study, unit, edition }: { study: Study; unit: Unit; edition: string },
  language: Language,
): LabelledTable {
  const say = words[language]
  return {
    title: `${study.title[language]}: ${unit.plural[language]}`,
    notes: [
      ...(study.synthetic ? [say.synthetic] : []),
      `${say.source}: ${study.source.citation}`,
      ...[`${say.edition}: ${edition}`, `${say.licence}: ${study.licence[language]}`],
    ],
    ...{ columns: variables.flatMap((one) => columnsOf(one, language)), n },
    rows: labelledRows(variables, batches),
  }
}

function columnsOf(one: StreamedVariable, language: Language): LabelledColumn[] {
  const column = labelledColumn(one, language)
  return hasReasonBeside(one) ? [column, reasonColumn(one, language)] : [column]
}

const hasReasonBeside = ({ kind, reasons }: StreamedVariable) => kind === 'text' && reasons.length > 0

function reasonColumn({ variable, reasons }: StreamedVariable, language: Language): LabelledColumn {
  const label = `${variable.label[language]}: ${words[language].reason}`
  const values = labelledReasons(reasons, 0, language).map(({ code, label }) => ({ value: code, label }))
  return {
    ...{ name: missingColumn(variable.id), label, kind: 'number', level: 'nominal' },
    ...{ decimals: 0, bytes: 0, values, reasons: [] },
  }
}

async function* labelledRows(
  variables: StreamedVariable[],
  batches: UnitStream['batches'],
): AsyncGenerator<LabelledCell[][]> {
  const readers = variables.map(reader)
  for await (const rows of batches)
    yield rows.map((row) => readers.flatMap((read, at) => read(row[2 * at], row[2 * at + 1])))
}

type Read = (value: number | string | null, reason: number | string | null) => LabelledCell[]

const all = Object.keys(missingReasons) as MissingReason[]

function reader(one: StreamedVariable): Read {
  const { variable, kind, reasons } = one
  const numbers = categoryNumbers(variable)
  // Made once: a cell is one of few.
  const missing = all.map((reason) => ({ reason: reasons.indexOf(reason) }))
  if (kind === 'text') {
    const codes = labelledReasons(all, 0, 'da').map(({ code }) => code)
    const text = (value: number | string | null) => (value === null ? null : String(value))
    if (!hasReasonBeside(one)) return (value) => [text(value)]
    return (value, reason) => [text(value), reason === null ? null : codes[Number(reason)]]
  }
  return (value, reason) => {
    if (value === null) return [reason === null ? null : missing[Number(reason)]]
    return [kind === 'category' ? numbers[Number(value)] : Number(value)]
  }
}
