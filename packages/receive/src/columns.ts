import type { Problem, ReceivedColumn } from '@pejling/indicators'
import { limits } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Columns with names unlike each other whatever the case, and unlike `line`, since that is how SQL tells them apart: the
 * second `Alder` becomes `alder (2)`, a column without a name `column 7`. What stands in the file is kept as `heading`.
 *
 * @throws Unreadable if there are none, or more than a survey ever has
 */
export function namedColumns(
  file: string,
  row: number,
  columns: ReceivedColumn[],
): { columns: ReceivedColumn[]; problems: Problem[] } {
  if (columns.length === 0) throw new Unreadable('header', 'expected columns, found none', { row })
  if (columns.length > limits.columns)
    throw new Unreadable(
      'columns',
      `expected at most ${limits.columns} columns, found ${columns.length}; is this the right delimiter?`,
      { row },
    )
  const taken = new Set(['line'])
  const problems: Problem[] = []
  const named = columns.map((column, at): ReceivedColumn => {
    const plain = plainName(column.name)
    const name = freeName(plain || `column ${at + 1}`, taken)
    if (plain && name !== plain && !(plain.toLowerCase() === 'line' && name === `${plain} (2)`))
      problems.push({
        ...{ file, row, heading: plain, rule: 'duplicate-column', severity: 'warns' },
        message: `expected each column once, found ${plain} again; it is called ${name}`,
      })
    if (!plain && row > 0)
      problems.push({
        ...{ file, row, heading: name, rule: 'unnamed-column', severity: 'notes' },
        message: `expected a name of column ${at + 1}, found none; it is called ${name}`,
      })
    const heading = column.heading ?? column.name
    return { ...column, name, ...(heading && heading !== name && { heading }) }
  })
  return { columns: named, problems: problems.slice(0, 20) }
}

/** A name on one line, its letters put together the one way SQL compares them. */
function plainName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, limits.labelLetters)
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name} (${n})`
  taken.add(free.toLowerCase())
  return free
}
