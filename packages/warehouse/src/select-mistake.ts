import type { SqlMistake } from './select.ts'

/**
 * DuckDB's error as one line with its place. What the query could not do with a value may show that value, which may be
 * a person's: only what concerns names and types keeps DuckDB's words.
 */
export function selectMistake(error: unknown, sql: string, seconds?: number): SqlMistake {
  const text = error instanceof Error ? error.message : String(error)
  const [, kind, first] = /^(?:INTERRUPT Error|(\w[\w ]*?) Error): ?([^\n]*)/.exec(text) ?? []
  const place = placeIn(text, sql)
  const say = (message: string): SqlMistake => ({ ...place, rule: 'sql', message })
  if (/^INTERRUPT/.test(text)) return say(`expected to be done in ${seconds} seconds, found it still running`)
  if (kind === 'Out of Memory') return say('expected to fit in memory, found that it does not')
  if (!['Binder', 'Catalog', 'Parser'].includes(kind ?? ''))
    return say(`expected values it can work with, found one it cannot (${(kind ?? 'unknown').toLowerCase()})`)
  const meant = /Did you mean "([^"]+)"/.exec(text)?.[1]
  const near = meant === undefined || first.includes('Did you mean') ? '' : ` (did you mean ${meant}?)`
  const bare = first.replace(/\. You might need .*$|[!.]$/, '')
  return say(`${bare.charAt(0).toLowerCase()}${bare.slice(1)}${near}`)
}

/** `LINE 2: , lenght(k) …` with a caret below; of a long line DuckDB shows a piece between dots. */
function placeIn(text: string, sql: string): { row: number; column: number } {
  const found = /LINE (\d+): ([^\n]*)\n( *)\^/.exec(text)
  if (!found) return { row: 1, column: 1 }
  const [, line, shown, spaces] = found
  // The query stands below a line of our own.
  const row = Number(line) - 1
  const caret = spaces.length - `LINE ${line}: `.length
  if (!shown.startsWith('...')) return { row: Math.max(1, row), column: caret + 1 }
  const piece = shown.slice(3).replace(/\.\.\.$/, '')
  const start = (sql.split('\n')[row - 1] ?? '').indexOf(piece)
  return { row: Math.max(1, row), column: Math.max(0, start) + caret - 3 + 1 }
}
