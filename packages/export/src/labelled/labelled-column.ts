import {
  categoryNumbers,
  type Language,
  type MissingReason,
  missingReasons,
  reasonCodes,
} from '@pejling/indicators'
import type { StreamedVariable } from '@pejling/warehouse'
import type { LabelledColumn, LabelledReason } from './labelled-table.ts'

/**
 * A variable as a column of a statistics program: categories are whole numbers with the names as labels (their own where
 * they are called by numbers, else 1, 2, 3 in the codebook's order), reasons for missing are codes below every value.
 */
export function labelledColumn(
  { variable, kind, bytes, min, reasons }: Omit<StreamedVariable, 'max' | 'isWhole'>,
  language: Language,
): LabelledColumn {
  const { id, label, scale, decimals = 0, categories = [] } = variable
  const values = categoryNumbers(variable).map((value, i) => ({
    value,
    label: categories[i].label[language],
  }))
  const least = Math.min(min ?? 0, ...values.map(({ value }) => value))
  return {
    ...{ name: id, label: label[language], bytes, values },
    kind: kind === 'category' ? 'number' : kind,
    level: scale === 'interval' || scale === 'ratio' ? 'scale' : scale === 'ordinal' ? 'ordinal' : 'nominal',
    decimals: kind === 'number' ? decimals : 0,
    reasons: kind === 'text' ? [] : labelledReasons(reasons, least, language),
  }
}

/**
 * The codes and letters of reasons: negative numbers below every value, and `.a` to `.e`. A reason has the same letter in
 * every column.
 */
export function labelledReasons(
  reasons: readonly MissingReason[],
  least: number,
  language: Language,
): LabelledReason[] {
  const all = Object.keys(missingReasons) as MissingReason[]
  const codeOf = reasonCodes(least)
  return reasons.map((reason) => {
    const place = all.indexOf(reason)
    return {
      ...{ code: codeOf(reason), letter: String.fromCharCode(97 + place) },
      label: missingReasons[reason][language],
    }
  })
}
