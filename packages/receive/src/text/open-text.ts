import { open } from 'node:fs/promises'
import type { Choices, Guess, Problem, ReceivedColumn, UploadEncoding } from '@pejling/indicators'
import { namedColumns } from '../columns.ts'
import { guessHeader, headerNames } from '../guess-header.ts'
import { type FoundHeader, headerGuesses } from '../header-guesses.ts'
import { excelDates, chosenBy, guessMarks, typeOf } from '../guess-marks.ts'
import type { Opened, SentFile } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { decoderOf } from './encodings.ts'
import { firstRecords, guessDelimiter } from './guess-delimiter.ts'
import { guessEncoding } from './guess-encoding.ts'
import type { TextRecord } from './records.ts'
import { scanText } from './scan-text.ts'
import { stageText } from './stage-text.ts'
import { textRows } from './text-rows.ts'

const headBytes = 1_048_576

/**
 * Looks at a delimited file: once at all its bytes, and at the letters of its beginning.
 *
 * @throws Unreadable
 */
export async function openText({ name, path }: SentFile, chosen: Choices): Promise<Opened> {
  const scan = await scanText(path)
  if (scan.bytes === 0) throw new Unreadable('empty', 'expected a table, found an empty file')
  const encoding = guessEncoding(scan, chosen.encoding)
  const text = await textHead(path, encoding.value as UploadEncoding, scan.bytes)
  const delimiter = guessDelimiter(text, chosen)
  const marks = { delimiter: String(delimiter.value), quote: chosen.quote ?? ('"' as const) }
  const records = firstRecords(text, marks.delimiter, marks.quote).filter(
    ({ line, cells }) => line > 1 || !/^sep=.?$/i.test(cells.join(marks.delimiter).trim()),
  )
  if (records.length === 0) throw new Unreadable('empty', 'expected a table, found no rows')
  const header = headerGuesses(guessHeader(records), chosen)
  const above = header.row + header.rows - 1
  const body = records.filter(({ line }) => line > above)
  const { columns, width, problems } = columnsOf(name, records, header, body)
  const rows = body.map(({ cells }) => cells)
  const guesses = [
    encoding,
    delimiter,
    quoteGuess(chosen),
    ...header.guesses,
    ...guessMarks(rows.slice(0, 500), chosen),
  ]
  const choices: Choices = { ...chosen, format: 'delimited', ...chosenBy(guesses) }
  problems.push(...excelDates(name, columns, rows, above + 1), ...lostLetters(name, records))
  const plan = {
    ...{ file: name, path, scan, ...marks, encoding: encoding.value as UploadEncoding },
    ...{ above, columns, width },
  }
  return {
    ...{ format: 'delimited', choices, guesses, file: name, name, problems, columns },
    head: rows,
    rows: () => textRows(plan, { asWritten: true }),
    stage: (folder, named = columns) => stageText(folder, { ...plan, columns: named }),
  }
}

function quoteGuess({ quote }: Choices): Guess {
  const value = quote ?? '"'
  const why =
    quote === undefined
      ? { da: 'Sådan gør næsten alle.', en: 'Nearly everybody does so.' }
      : { da: 'Valgt.', en: 'Chosen.' }
  return {
    what: 'quote',
    value,
    why,
    alternatives: ['"', ''].filter((other) => other !== value),
    ...(quote !== undefined && { chosen: true }),
  }
}

/**
 * The letters of a file's beginning, whole lines of them.
 *
 * @throws Unreadable
 */
export async function textHead(path: string, encoding: UploadEncoding, bytes: number): Promise<string> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(headBytes, bytes)),
      position: 0,
    })
    const whole = bytesRead === bytes
    // The last line is cut, perhaps in the middle of a letter, unless this is all.
    const read = decoderOf(encoding)
    const text = read.decode(buffer.subarray(0, bytesRead)) + (whole ? read.decode() : '')
    return whole ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1) || text
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new Unreadable('encoding', `expected ${encoding}, found bytes that are none of its letters`)
    throw cause
  } finally {
    await handle.close()
  }
}

/** The columns by their header; a last cell that is empty in header and rows is no column. */
function columnsOf(
  file: string,
  records: TextRecord[],
  { row, rows }: FoundHeader,
  body: TextRecord[],
): { columns: ReceivedColumn[]; width: number; problems: Problem[] } {
  const lines = row === 0 ? [] : records.filter(({ line }) => line >= row).slice(0, rows)
  if (row > 0 && lines.length === 0)
    throw new Unreadable('header', `expected a header in row ${row}, found none`, { row })
  const usual = row === 0 ? (body[0]?.cells.length ?? 0) : 0
  const names = headerNames(
    lines.map(({ cells }) => cells),
    usual,
  )
  const filled = body.slice(0, 500)
  const used = (at: number) =>
    Boolean(names[at]) || filled.some(({ cells }) => (cells[at] ?? '').trim() !== '')
  // Some systems end every row with a delimiter, and some do so below a header that has none.
  let width = Math.max(
    names.length,
    ...(filled.length > 0 && filled.every(({ cells }) => cells.length === names.length + 1)
      ? [names.length + 1]
      : []),
  )
  const given = width
  while (width > 1 && !used(width - 1)) width--
  const received = Array.from({ length: width }, (_, at): ReceivedColumn => {
    const type = typeOf(filled.map(({ cells }) => cells[at] ?? ''))
    return { name: names[at] ?? '', ...(type && { type }) }
  })
  const named = namedColumns(file, row, received)
  return { columns: named.columns, width: given, problems: named.problems }
}

/** Letters that were lost or doubled before the file was sent: nothing here can bring them back. */
function lostLetters(file: string, records: TextRecord[]): Problem[] {
  const lost = records.filter(({ cells }) => cells.some((cell) => cell.includes('\ufffd')))
  const doubled = records.filter(({ cells }) => cells.some((cell) => /Ã[¦¸¥†˜…]/.test(cell)))
  const say = (found: TextRecord[], rule: string, message: string): Problem[] =>
    found.length === 0
      ? []
      : [
          {
            file,
            row: found[0].line,
            rule,
            severity: 'warns',
            message,
            ...(found.length > 1 && { count: found.length }),
          },
        ]
  return [
    ...say(lost, 'lost-letters', 'expected letters, found � where some were lost before the file was sent'),
    ...say(
      doubled,
      'doubled-letters',
      'expected æ, ø and å, found their UTF-8 read as something else before it was sent',
    ),
  ]
}
