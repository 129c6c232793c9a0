/**
 * A text as a cell of a CSV file (RFC 4180): in quotation marks if it holds one, a line break or the delimiter.
 *
 * @example csvCell('a;"b"', ';') // '"a;""b"""'
 */
export function csvCell(text: string, delimiter = ','): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * What a spreadsheet takes for a formula, as patterns that SQL reads too: a cell that `begins` so, is longer than the mark, and
 * is not a `number`.
 */
export const formulaCell = { begins: '^[=+\\-@\\t\\r]', number: '^[-+]?[0-9]+([.,][0-9]+)*$' }

/**
 * A text a spreadsheet would run, with an apostrophe before it; others, numbers too, as they are.
 *
 * @example harmlessCell('=1+1') // "'=1+1"
 */
export function harmlessCell(text: string): string {
  const runs = text.length > 1 && begins.test(text) && !number.test(text)
  return runs ? `'${text}` : text
}

const begins = new RegExp(formulaCell.begins)
const number = new RegExp(formulaCell.number)
