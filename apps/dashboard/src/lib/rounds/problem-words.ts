import type { Problem } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'
import { messageInWords } from './message-in-words.ts'

/** What a rule says, in words of the reader's own language, where the catalogue knows the rule. */
export function ruleInWords(
  { rule, value, nearest }: Pick<Problem, 'rule' | 'value' | 'nearest'>,
  words: Words,
): string | undefined {
  if (value !== undefined && nearest !== undefined) {
    const near = words.find(`check.near.${rule}`, { value, nearest })
    if (near !== undefined) return near
  }
  if (value !== undefined) {
    const one = words.find(`check.value.${rule}`, { value })
    if (one !== undefined) return one
  }
  return words.find(`check.rule.${rule.startsWith('rule:') ? 'rule' : rule}`)
}

/** A problem in the reader's own language: what was found where there is a sentence for it, else what its rule says. */
export function problemInWords(problem: Problem, words: Words): string | undefined {
  return messageInWords(problem.message, words) ?? ruleInWords(problem, words)
}

/** Where a problem is: `svar.csv, række 14, »alder«`; of one file by the name its sender gave it. */
export function placeInWords(
  { file: path, row, heading }: Problem,
  files: { name: string }[],
  words: Words,
): string {
  const file = files.length === 1 ? files[0].name : path
  const at = row === undefined ? file : words.say('check.place.row', { file, row: words.number(row) })
  return heading === undefined ? at : words.say('check.place.column', { place: at, column: heading })
}

/** Those that stop first, then those that warn; the most frequent of each first. */
export function bySeverity(problems: Problem[]): Problem[] {
  const order = ['stops', 'warns', 'notes']
  return problems.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (b.count ?? 1) - (a.count ?? 1),
  )
}
