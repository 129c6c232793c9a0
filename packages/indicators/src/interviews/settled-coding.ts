import type { Problem } from '../problem.ts'
import { readCsv } from '../read-csv.ts'
import type { StudyFile } from '../study-folder.ts'
import type { Coding, Excerpt } from './interview-project.ts'

/**
 * Whose coding of a code stands in a stretch of a source (code points, `end` not in it) where two coders differ: that of
 * the first, of the second, of both, or of neither.
 */
export type SettledCoding = {
  source: string
  code: string
  start: number
  end: number
  first: string
  second: string
  keep: 'first' | 'second' | 'both' | 'neither'
}

/** What was settled stands beside a study's own files: laid over it by the house, or taken into its folder. */
export const settledFiles = {
  codings: 'settled/codings.csv',
  judgements: 'settled/judgements.csv',
  condensations: 'settled/condensations.csv',
} as const

export const settledCodingColumns = ['source', 'code', 'start', 'end', 'first', 'second', 'keep'] as const

const keeps = ['first', 'second', 'both', 'neither'] as const

/** Reads `settled/codings.csv`. Every mistake is a problem with its line. */
export function parseSettledCodings(file: StudyFile): { settled: SettledCoding[]; problems: Problem[] } {
  const problems: Problem[] = []
  const say = (row: number, rule: string, message: string) =>
    problems.push({ file: file.path, row, rule, severity: 'stops', message })
  const { records, unclosed } = readCsv(file.text)
  if (unclosed !== undefined) say(unclosed, 'csv', 'expected a closing quotation mark, found none')
  const header = records[0]?.fields ?? []
  for (const name of settledCodingColumns)
    if (!header.includes(name)) say(1, 'missing-column', `expected a column ${name}, found none`)
  if (problems.length > 0) return { settled: [], problems }
  const settled = records.slice(1).flatMap(({ line, fields }): SettledCoding[] => {
    const cell = (name: (typeof settledCodingColumns)[number]) => fields[header.indexOf(name)] ?? ''
    const [start, end] = [Number(cell('start')), Number(cell('end'))]
    const keep = keeps.find((one) => one === cell('keep'))
    if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end))
      say(line, 'place', `expected a place in the text, found ${cell('start')} to ${cell('end')}`)
    else if (!keep) say(line, 'category', `keep: expected one of ${keeps.join(', ')}, found ${cell('keep')}`)
    else
      return [
        {
          ...{ source: cell('source'), code: cell('code'), start, end },
          ...{ first: cell('first'), second: cell('second'), keep },
        },
      ]
    return []
  })
  return { settled, problems }
}

/**
 * The codings as they stand once what two coders differed about is settled: within a settled stretch what is not kept goes,
 * and what is kept is given by both. Codings of others, of other codes and elsewhere stay as they are.
 */
export function settleCodings(
  codings: readonly Coding[],
  excerpts: readonly Excerpt[],
  settled: readonly SettledCoding[],
): Coding[] {
  if (settled.length === 0) return [...codings]
  const place = new Map(excerpts.map((excerpt) => [excerpt.id, excerpt]))
  const bySource = Map.groupBy(settled, ({ source, code }) => JSON.stringify([source, code]))
  const found = new Map<string, Coding>()
  for (const coding of codings) {
    const excerpt = place.get(coding.excerpt)
    const decided =
      excerpt &&
      bySource
        .get(JSON.stringify([excerpt.source, coding.code]))
        ?.findLast((one) => holds(one, excerpt) && [one.first, one.second].includes(coding.coder ?? ''))
    const given = decided ? afterwards(coding, decided) : [coding]
    for (const one of given) found.set(JSON.stringify([one.excerpt, one.code, one.coder]), one)
  }
  return [...found.values()]
}

function holds({ start, end }: SettledCoding, { place }: Excerpt): boolean {
  return place.kind === 'text' && start <= place.start && place.end <= end
}

function afterwards(coding: Coding, { first, second, keep }: SettledCoding): Coding[] {
  const stands =
    keep === 'both' || (keep !== 'neither' && coding.coder === (keep === 'first' ? first : second))
  return stands ? [first, second].map((coder) => ({ ...coding, coder })) : []
}
