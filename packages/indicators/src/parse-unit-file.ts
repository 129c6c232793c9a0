import type { Codebook, Variable } from './codebook.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readCsv } from './read-csv.ts'
import type { Study, Unit } from './study.ts'
import type { StudyFile, UnitFile } from './study-folder.ts'

/**
 * Reads the file of a unit: which variable each column holds, and every row as texts. Values are not judged here
 * (the survey pipeline reads them by the codebook), but a row without its key or with too many fields is told.
 */
export function parseUnitFile(
  file: StudyFile,
  unit: Unit,
  study: Study,
  codebook: Codebook,
): { unitFile: UnitFile; problems: Problem[] } {
  const problems: Problem[] = []
  const say = (row: number, rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, row, variable, rule, severity: 'stops', message })
  const { records, unclosed } = readCsv(file.text, unit.format?.delimiter)
  if (unclosed !== undefined) say(unclosed, 'csv', 'expected a closing quote, found the end of the file')
  const [header, ...rest] = records
  const expected = columnsOf(unit, study, codebook)
  const columns = (header?.fields ?? []).map((name) => ({
    name,
    variable: expected.find((variable) => (variable.reading?.column ?? variable.id) === name)?.id,
  }))
  const names = columns.map(({ name }) => name)
  for (const { name, variable } of columns)
    if (!variable)
      say(
        1,
        'unknown-column',
        `expected a variable of ${unit.id}, found column ${name}${didYouMean(name, expected.map(columnOf))}`,
      )
  for (const variable of expected)
    if (!names.includes(columnOf(variable)))
      say(
        1,
        'missing-column',
        `expected a column ${columnOf(variable)}${didYouMean(columnOf(variable), names)}, found none`,
        variable.id,
      )

  const seen = new Map<string, number>()
  const rows = rest.map(({ line, fields }) => {
    if (fields.length !== columns.length)
      say(line, 'csv', `expected ${columns.length} fields, found ${fields.length}`)
    const values: Record<string, string> = {}
    for (const [i, { variable }] of columns.entries()) if (variable) values[variable] = fields[i] ?? ''
    const key = values[unit.key]
    if (!key) say(line, 'missing-key', `expected a value of ${unit.key}, found an empty cell`, unit.key)
    else if (seen.has(key))
      say(
        line,
        'duplicate-key',
        `expected each ${unit.key} once, found it on line ${seen.get(key)}`,
        unit.key,
      )
    else seen.set(key, line)
    return { line, values }
  })
  return { unitFile: { unit: unit.id, path: file.path, columns, rows }, problems }
}

const columnOf = ({ id, reading }: Variable): string => reading?.column ?? id

/** The variables a unit's file holds: its own that are not left out or derived, and the key of the unit it is in. */
function columnsOf(unit: Unit, study: Study, { variables }: Codebook): Variable[] {
  const outer = study.units.find(({ id }) => id === unit.within)
  return variables.filter(
    (variable) =>
      !variable.leftOut && !variable.derived && (variable.unit === unit.id || variable.id === outer?.key),
  )
}
