import type { MissingReason, PreviewCell, Variable } from '@pejling/indicators'
import { isCategorical, isNumber } from '@pejling/warehouse'

/** A cell as a preview shows it: of a text that may hold a person only its length, of an identifier its pseudonym. */
export function previewCell(
  variable: Variable,
  value: string | number | null,
  missing: MissingReason | null,
): PreviewCell {
  if (value === null) return missing === null ? null : { missing }
  if (isNumber(variable)) return Number(value)
  const isText = !isCategorical(variable) && variable.scale === 'text' && !variable.reading?.date
  return isText && variable.disclosure !== 'identifier' ? { length: String(value).length } : String(value)
}
