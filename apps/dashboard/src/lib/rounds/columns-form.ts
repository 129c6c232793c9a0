import type { ColumnMatch, ConfirmedMatch } from '@pejling/indicators'

/** Columns that are shown to choose a variable for; of a file with more the rest is left out. */
export const mostColumns = 500

/**
 * Which variable each column holds, as the form says it: `column-0` is the first column's. Columns that were not shown are
 * left out.
 *
 * @returns the match, or what is wrong with it: no such variable, or two columns with the same
 */
export function matchOf(
  said: (field: string) => string,
  columns: ColumnMatch[],
  variables: string[],
): { match: ConfirmedMatch } | { wrong: 'unknown' | 'twice'; variable: string } {
  const match: ConfirmedMatch = {}
  const taken = new Set<string>()
  for (const [i, { column }] of columns.entries()) {
    const variable = i < mostColumns ? said(`column-${i}`).trim() : ''
    match[column] = variable || null
    if (!variable) continue
    if (!variables.includes(variable)) return { wrong: 'unknown', variable }
    if (taken.has(variable)) return { wrong: 'twice', variable }
    taken.add(variable)
  }
  return { match }
}
