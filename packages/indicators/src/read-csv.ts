/** One record of a CSV file, with the line it begins on (1 = first line of the file). */
export type CsvRecord = { line: number; fields: string[] }

/**
 * The records of a CSV text (RFC 4180): fields may be quoted, a quote inside is doubled, a quoted field may hold line
 * breaks. Empty lines are skipped (an empty field in quotes is a record), and so is a byte order mark. `unclosed` is the line of a quote that is never closed.
 */
export function readCsv(text: string, delimiter = ','): { records: CsvRecord[]; unclosed?: number } {
  const records: CsvRecord[] = []
  let fields: string[] = []
  let field = ''
  let line = 1
  let start = 1
  let opened: number | undefined
  let quoted = false
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text

  const endField = () => {
    fields.push(field)
    field = ''
  }
  const endRecord = () => {
    endField()
    if (fields.length > 1 || fields[0] !== '' || quoted) records.push({ line: start, fields })
    fields = []
    quoted = false
  }

  for (let i = 0; i < source.length; i++) {
    const character = source[i]
    if (opened !== undefined) {
      if (character === '"' && source[i + 1] === '"') field += source[i++]
      else if (character === '"') opened = undefined
      else field += character
    } else if (character === '"' && field === '') {
      opened = line
      quoted = true
    } else if (character === delimiter) endField()
    else if (character === '\n') endRecord()
    else if (character !== '\r') field += character
    if (character === '\n') {
      line++
      if (opened === undefined) start = line
    }
  }
  if (field !== '' || fields.length > 0 || quoted) endRecord()
  return opened === undefined ? { records } : { records, unclosed: opened }
}
