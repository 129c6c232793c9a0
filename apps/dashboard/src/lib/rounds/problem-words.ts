import type { Problem, Variable } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'
import { messageInWords } from './message-in-words.ts'

type Told = Pick<Problem, 'rule' | 'value' | 'nearest'>

/** What a rule says, in words of the reader's own language, where the catalogue knows the rule. */
export function ruleInWords(
  { rule, value, nearest }: Told,
  words: Words,
  variable?: Variable,
): string | undefined {
  if (value !== undefined && nearest !== undefined) {
    const near = words.find(`check.near.${rule}`, { value, nearest: inTheFile(nearest, variable, words) })
    if (near !== undefined) return near
  }
  if (value !== undefined) {
    const one = words.find(`check.value.${rule}`, { value })
    if (one !== undefined) return one
  }
  return words.find(`check.rule.${rule.startsWith('rule:') ? 'rule' : rule}`)
}

/** A problem in the reader's own language: what was found where there is a sentence for it, else what its rule says. */
export function problemInWords(problem: Problem, words: Words, variable?: Variable): string | undefined {
  return messageInWords(problem.message, words) ?? ruleInWords(problem, words, variable)
}

/** What the codebook has in the place of a value that is none of its own; of very many categories the first. */
export function expectedInWords({ rule }: Told, words: Words, variable?: Variable): string | undefined {
  const most = 12
  const { categories = [], range } = variable ?? {}
  if (rule === 'category' && categories.length) {
    const known = categories.slice(0, most).map(({ id }) => `»${inTheFile(id, variable, words)}«`)
    const all = categories.length > most ? [...known, '…'] : known
    return words.say('check.expected.category', { categories: words.list(all) })
  }
  if (rule !== 'range' || !range) return undefined
  const [from, to] = [range.min, range.max].map((end) => (end === undefined ? '' : words.number(end)))
  if (from && to) return words.say('check.expected.range', { from, to })
  return from
    ? words.say('check.expected.range.from', { from })
    : words.say('check.expected.range.to', { to })
}

/** A category or a unit as it is written in files: as the codebook reads it, else by its label. */
function inTheFile(id: string, variable: Variable | undefined, words: Words): string {
  const written = Object.entries(variable?.reading?.values ?? {}).find(([, to]) => to === id)?.[0]
  const label = variable?.categories?.find((category) => category.id === id)?.label
  return written ?? (label ? words.text(label) : id)
}

/** Where a problem is: `svar.csv, række 14, »alder«`; of one file, whose name stands elsewhere, `række 14, »alder«`. */
export function placeInWords(
  { file: path, row, heading }: Problem,
  files: { name: string }[],
  words: Words,
): string {
  const file = files.length === 1 ? '' : path
  const at = row === undefined ? '' : words.say('check.place.row', { row: words.number(row) })
  const column = heading === undefined ? '' : words.say('check.place.column', { column: heading })
  return [file, at, column].filter(Boolean).join(', ') || words.say('check.place.file')
}

/** Those that stop first, then those that warn; the most frequent of each first. */
export function bySeverity(problems: Problem[]): Problem[] {
  const order = ['stops', 'warns', 'notes']
  return problems.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (b.count ?? 1) - (a.count ?? 1),
  )
}
