import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readCsv } from './read-csv.ts'
import type { Study } from './study.ts'
import type { StudyFile } from './study-folder.ts'
import { type DecidedThreshold, heldThreshold } from './threshold.ts'

/** What was decided stands beside a study's own files. */
export const thresholdFile = 'thresholds.csv'
export const thresholdColumns = ['unit', 'threshold', 'reason', 'day'] as const

/**
 * Reads `thresholds.csv`. A mistake is a problem with its line; one that is smaller than what the study's own file says is
 * a warning, and does not hold.
 */
export function parseThresholds(
  file: StudyFile,
  study: Study,
): { decided: DecidedThreshold[]; problems: Problem[] } {
  const problems: Problem[] = []
  const say = (row: number, rule: string, message: string, severity: Problem['severity'] = 'stops') =>
    problems.push({ file: file.path, row, rule, severity, message })
  const { records, unclosed } = readCsv(file.text)
  if (unclosed !== undefined) say(unclosed, 'csv', 'expected a closing quotation mark, found none')
  const header = records[0]?.fields ?? []
  for (const name of thresholdColumns)
    if (!header.includes(name)) say(1, 'missing-column', `expected a column ${name}, found none`)
  if (problems.length > 0) return { decided: [], problems }
  const units = study.units.map(({ id }) => id)
  const decided = new Map<string, DecidedThreshold>()
  for (const { line, fields } of records.slice(1)) {
    const cell = (name: (typeof thresholdColumns)[number]) => (fields[header.indexOf(name)] ?? '').trim()
    const [unit, reason, day] = [cell('unit'), cell('reason'), cell('day')]
    const threshold = Number(cell('threshold'))
    if (!units.includes(unit)) say(line, 'reference', `unknown unit: ${unit}${didYouMean(unit, units)}`)
    else if (decided.has(unit)) say(line, 'duplicate-key', `expected ${unit} once, found it again`)
    else if (!/^\d{1,4}$/.test(cell('threshold')) || threshold < 1)
      say(line, 'type', `threshold: expected a whole number, found ${cell('threshold').slice(0, 20)}`)
    else if (!reason) say(line, 'missing', 'reason: expected one, found none')
    else if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
      say(line, 'type', `day: expected one such as 2027-05-01, found ${day.slice(0, 20)}`)
    else {
      const { own } = heldThreshold(study, unit)
      if (threshold < own)
        say(line, 'disclosure', `${unit}: expected ${own} or more, found ${threshold}; ${own} holds`, 'warns')
      decided.set(unit, { unit, threshold, reason, day })
    }
  }
  return { decided: [...decided.values()], problems }
}
