import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { tooLong } from './line-blocks.ts'

/** One row of a text file, with the line it begins in. */
export type TextRecord = { line: number; cells: string[] }

export type RecordMarks = { delimiter: string; quote: '"' | '' }

/** Takes text as it comes and gives the rows that are whole; `end` gives the last one. */
export type RecordReader = { feed: (text: string) => TextRecord[]; end: () => TextRecord[] }

/**
 * Reads delimited text (RFC 4180): a cell may be quoted, a quote in it is doubled, a quoted cell may hold line breaks; lines
 * end in \n, \r\n or \r. Empty lines are left out but counted; an empty cell in quotes is a row. As strict as DuckDB: a quote that is open at the end, or a
 * letter after a closing one, cannot be read.
 *
 * @throws Unreadable
 */
export function recordReader({ delimiter, quote }: RecordMarks): RecordReader {
  const plain = new RegExp(`[${delimiter === '\t' ? '\\t' : `\\${delimiter}`}\\r\\n]`, 'g')
  let rest = ''
  let line = 1

  /** One row from `at`, or undefined if the text ends before it does. */
  const rowAt = (
    text: string,
    at: number,
    last: boolean,
  ): { cells: string[]; next: number; lines: number } | undefined => {
    const cells: string[] = []
    let lines = 0
    for (let from = at; ;) {
      let end: number
      if (quote && text[from] === quote) {
        const quoted = quotedCell(text, from, quote)
        if (!quoted) {
          if (last)
            throw new Unreadable('quote', 'expected a closing quotation mark, found none', { row: line })
          return undefined
        }
        if (quoted.end === text.length && !last) return undefined
        if (quoted.end < text.length && text[quoted.end] !== delimiter && !isEnd(text[quoted.end]))
          throw new Unreadable('quote', 'expected a delimiter after a closing quotation mark, found text', {
            row: line + lines,
          })
        lines += quoted.lines
        cells.push(quoted.cell)
        end = quoted.end
      } else {
        plain.lastIndex = from
        const found = plain.exec(text)
        if (!found && !last) return undefined
        end = found ? found.index : text.length
        cells.push(text.slice(from, end))
      }
      if (end === text.length) return last ? { cells, next: end, lines } : undefined
      if (text[end] === delimiter) {
        from = end + 1
        continue
      }
      const pair = text[end] === '\r' && text[end + 1] === '\n'
      if (text[end] === '\r' && end + 1 === text.length && !last) return undefined
      return { cells, next: end + (pair ? 2 : 1), lines: lines + 1 }
    }
  }

  const read = (text: string, last: boolean): TextRecord[] => {
    const found: TextRecord[] = []
    let at = 0
    while (at < text.length) {
      const row = rowAt(text, at, last)
      if (!row) break
      if (row.next - at > limits.rowLetters) throw new Unreadable('line', tooLong, { row: line })
      if (row.cells.length > 1 || row.cells[0] !== '' || text[at] === quote)
        found.push({ line, cells: row.cells })
      line += row.lines
      at = row.next
    }
    rest = text.slice(at)
    if (rest.length > 2 * limits.rowLetters) throw new Unreadable('line', tooLong, { row: line })
    return found
  }

  return { feed: (text) => read(rest + text, false), end: () => read(rest, true) }
}

function quotedCell(
  text: string,
  from: number,
  quote: string,
): { cell: string; end: number; lines: number } | undefined {
  let cell = ''
  for (let start = from + 1; ;) {
    const close = text.indexOf(quote, start)
    if (close < 0) return undefined
    cell += text.slice(start, close)
    if (text[close + 1] !== quote) return { cell, end: close + 1, lines: linesIn(cell) }
    cell += quote
    start = close + 2
  }
}

function linesIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function isEnd(letter: string): boolean {
  return letter === '\n' || letter === '\r'
}
