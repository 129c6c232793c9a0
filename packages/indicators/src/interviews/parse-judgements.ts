import type { Codebook } from '../codebook.ts'
import { didYouMean } from '../nearest.ts'
import type { Problem } from '../problem.ts'
import { readCsv } from '../read-csv.ts'
import type { StudyFile } from '../study-folder.ts'
import type { Judgement, QuantificationRules } from './quantification-rule.ts'

const columns = ['unit', 'variable', 'coder', 'value', 'settles', 'note'] as const

/**
 * Reads `judgements.csv`: one row for each unit, variable and coder, with the category or `not_codable`; `settles` is `yes`
 * where a third decides between two. Every mistake is a problem with its line; a unit or coder is never shown.
 */
export function parseJudgements(
  file: StudyFile,
  { rules }: QuantificationRules,
  { variables }: Codebook,
  keys: readonly string[],
): { judgements: Judgement[]; problems: Problem[] } {
  const problems: Problem[] = []
  const say = (row: number, rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, row, variable, rule, severity: 'stops', message })
  const { records, unclosed } = readCsv(file.text)
  if (unclosed !== undefined) say(unclosed, 'csv', 'expected a closing quotation mark, found none')
  const header = records[0]?.fields.map((name) => name.trim()) ?? []
  for (const name of columns.slice(0, 4))
    if (!header.includes(name))
      say(1, 'missing-column', `expected a column ${name}, found none${didYouMean(name, header)}`)
  if (problems.length > 0) return { judgements: [], problems }
  const judged = rules.filter(({ kind }) => kind === 'judgement').map(({ variable }) => variable)
  const seen = new Set<string>()
  const judgements = records.slice(1).flatMap(({ line, fields }): Judgement[] => {
    const cell = (name: (typeof columns)[number]) => fields[header.indexOf(name)]?.trim() ?? ''
    const [unit, variable, coder, value, settles] = columns.map(cell)
    const before = problems.length
    const categories = variables.find(({ id }) => id === variable)?.categories?.map(({ id }) => id) ?? []
    if (fields.length !== header.length)
      say(line, 'csv', `expected ${header.length} cells, found ${fields.length}`)
    else if (!judged.includes(variable))
      say(
        line,
        'reference',
        `expected a variable with a rule of kind judgement, found ${variable}${didYouMean(variable, judged)}`,
      )
    else {
      if (!keys.includes(unit))
        say(line, 'reference', 'expected a unit of the study, found an unknown one', variable)
      if (coder === '') say(line, 'missing-key', 'expected a coder, found none', variable)
      if (value !== 'not_codable' && !categories.includes(value))
        say(
          line,
          'category',
          `unknown category of ${variable}: ${value}${didYouMean(value, categories)}`,
          variable,
        )
      if (!['', 'yes', 'no'].includes(settles))
        say(line, 'category', `settles: expected yes or no, found ${settles}`, variable)
      const key = JSON.stringify([unit, variable, coder])
      if (seen.has(key))
        say(line, 'duplicate-key', 'expected one judgement of a coder, found another', variable)
      seen.add(key)
    }
    if (problems.length > before) return []
    return [
      {
        ...{ unit, variable, coder },
        ...(value === 'not_codable' ? {} : { value }),
        ...(cell('note') ? { note: cell('note') } : {}),
        ...(settles === 'yes' ? { settles: true } : {}),
      },
    ]
  })
  return { judgements, problems }
}
