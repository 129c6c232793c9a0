import { identifier } from './identifier.ts'

/** SQL of one text for a row, with lengths of texts, so that no two rows have the same one. */
export function rowText(columns: { column: string; type: string }[]): string {
  const texts = columns.map(({ column, type }) => {
    const text = `${identifier(column)}::VARCHAR`
    return type === 'VARCHAR' ? `coalesce(strlen(${text}) || ':' || ${text}, '-')` : `coalesce(${text}, '-')`
  })
  return `concat_ws(chr(31), ${texts.join(', ')})`
}

/**
 * SQL of the two halves of the MD5 of a text, added up over all rows; `hash` is a column of `md5_number(text)`. The number is
 * taken once and cut in two, which costs a third of `md5_number_lower` and `md5_number_upper`.
 */
export const hashSums =
  'sum((hash >> 64)::UBIGINT)::VARCHAR AS low, sum((hash & 18446744073709551615::UHUGEINT)::UBIGINT)::VARCHAR AS high'
