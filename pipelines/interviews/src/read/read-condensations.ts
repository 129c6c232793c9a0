import type { CondensationRow, Problem } from '@pejling/indicators'
import { Unreadable } from '@pejling/receive'
import { namesOf, separatorOf } from './coding-columns.ts'
import type { CondensationColumns } from './condensation-columns.ts'
import type { ArchiveLimits } from './limits.ts'
import type { OpenedTable } from './open-coding-table.ts'
import type { ReceiptBook } from './receipt-book.ts'

type Cells = { line: number; cells: string[] }

/**
 * Reads a table of condensations, delimited or in a workbook: one in each row, or a grid with a unit in every row and a code
 * in every column. What it speaks of is looked for once the study's other files are read; what a row lacks is told here,
 * with its place.
 *
 * @throws Unreadable
 */
export async function readCondensations(
  { opened, columns }: { opened: OpenedTable; columns: CondensationColumns },
  file: string,
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<{ condensations: CondensationRow[]; problems: Problem[] }> {
  const rows: Cells[] = []
  for await (const batch of opened.rows()) {
    rows.push(...batch)
    if (rows.length > limits.elements)
      throw new Unreadable('codings', `expected at most ${limits.elements} rows, found more`)
  }
  const written = columns.codes ? ofGrid(rows, columns.codes) : ofRows(rows, columns)
  const sign = separatorOf(written.map(({ code }) => code))
  if (sign)
    book.guesses({
      ...{ what: 'code path', value: `names joined by ${sign.trim()}`, why: 'codes have this sign' },
      alternatives: ['one level'],
    })
  const problems: Problem[] = [...opened.problems]
  const condensations = written.flatMap(({ code, ...one }): CondensationRow[] => {
    const lacks = code === '' ? 'a code' : one.unit || one.source ? undefined : 'a unit or an interview'
    if (lacks === undefined) return [{ ...one, code, names: namesOf(code, sign) }]
    problems.push({
      ...{ file, row: one.row, rule: 'missing-key', severity: 'stops' },
      message: `expected ${lacks}, found none`,
    })
    return []
  })
  return { condensations, problems }
}

type Written = Omit<CondensationRow, 'names'>

function ofRows(rows: Cells[], columns: CondensationColumns): Written[] {
  return rows.map(({ line, cells }) => {
    const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? '').trim())
    const said = (name: 'unit' | 'source' | 'author' | 'created') => {
      const text = cell(columns[name])
      return text === '' ? {} : { [name]: text }
    }
    return {
      ...{ row: line, ...said('unit'), ...said('source'), ...said('author'), ...said('created') },
      ...{ code: cell(columns.code), text: cell(columns.text).replace(/\r\n?/g, '\n') },
      excerpts: cell(columns.excerpts)
        .split(/[;\n]/)
        .map((one) => one.trim())
        .filter(Boolean),
    }
  })
}

/** An empty cell of a grid says nothing. */
function ofGrid(rows: Cells[], codes: NonNullable<CondensationColumns['codes']>): Written[] {
  return rows.flatMap(({ line, cells }) =>
    codes.flatMap(({ at, code }) => {
      const text = (cells[at] ?? '').trim().replace(/\r\n?/g, '\n')
      const unit = (cells[0] ?? '').trim()
      return text === '' ? [] : [{ row: line, ...(unit && { unit }), code, text, excerpts: [] }]
    }),
  )
}
