import { identifier } from './identifier.ts'

/** SQL of one text for a row, with lengths of texts, so that no two rows have the same one. */
export function rowText(columns: { column: string; type: string }[]): string {
  const texts = columns.map(({ column, type }) => {
    const text = `${identifier(column)}::VARCHAR`
    return type === 'VARCHAR' ? `coalesce(strlen(${text}) || ':' || ${text}, '-')` : `coalesce(${text}, '-')`
  })
  return `concat_ws(chr(31), ${texts.join(', ')})`
}
