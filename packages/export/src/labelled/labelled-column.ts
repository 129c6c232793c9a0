import { type Language, type MissingReason, missingReasons, type Variable } from '@pejling/indicators'
import type { StreamedVariable } from '@pejling/warehouse'
import type { LabelledColumn, LabelledReason } from './labelled-table.ts'

/**
 * A variable as a column of a statistics program: categories are whole numbers with the names as labels (their own where
 * they are called by numbers, else 1, 2, 3 in the codebook's order), reasons for missing are codes below every value.
 */
export function labelledColumn(
  { variable, kind, bytes, min, reasons }: Omit<StreamedVariable, 'max'>,
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

/** The numbers that stand for a variable's categories, in the codebook's order. */
export function categoryNumbers({ categories = [] }: Variable): number[] {
  const own = categories.every(({ id }) => /^-?\d{1,8}$/.test(id))
  return categories.map(({ id }, i) => (own ? Number(id) : i + 1))
}

/**
 * The codes and letters of reasons: -91 to -95, or -991 to -995 and so on where a value is as low as those; `.a` to `.e`. A
 * reason has the same letter in every column.
 */
export function labelledReasons(
  reasons: readonly MissingReason[],
  least: number,
  language: Language,
): LabelledReason[] {
  const all = Object.keys(missingReasons) as MissingReason[]
  let base = 90
  while (least <= -base - 1) base = base * 10 + 90
  return reasons.map((reason) => {
    const place = all.indexOf(reason)
    return {
      ...{ code: -(base + 1 + place), letter: String.fromCharCode(97 + place) },
      label: missingReasons[reason][language],
    }
  })
}
