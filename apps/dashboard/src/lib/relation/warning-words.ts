import type { Warning } from '@pejling/statistics'
import type { Words } from '#lib/words/words.ts'

/** What has its own place on the page and is not said a second time among the notes. */
const saidElsewhere = ['expected-below-5', 'few-assignments', 'range-may-be-wider']

/** A statistic's warnings as sentences; a code without words is shown as it is rather than kept back. */
export function warningWords(warnings: readonly Warning[], words: Words): string[] {
  const sentences = warnings
    .filter(({ code }) => !saidElsewhere.includes(code))
    .map(({ code, values }) => words.find(`statistics.warning.${code}`, plain(values)) ?? code)
  return [...new Set(sentences)]
}

function plain(values: Warning['values'] = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  )
}
