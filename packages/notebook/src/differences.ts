import { statisticFields, statisticName, type StatisticRow } from '@pejling/association'
import { type MissingReason, missingReasons, type Text } from '@pejling/indicators'
import type { Result, ResultPart } from './result.ts'

/** A number, or words, that are not the same in two results. `at` says which, in both languages. */
export type Difference = {
  kind: 'number' | 'words'
  /** `counts.bound.other`, `gamma.estimate`; under `by` one of the parts. */
  path: string
  at: Text
  kept?: number | string | null
  now?: number | string | null
}

type Leaf = { at: Text; value: number | string | null; kind: Difference['kind'] }

/** Everything in which two results differ, numbers first. */
export function differences(kept: Result, now: Result): Difference[] {
  const [before, after] = [leavesOf(kept), leavesOf(now)]
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  const found = paths.flatMap((path): Difference[] => {
    const [one, other] = [before.get(path), after.get(path)]
    if (one?.value === other?.value) return []
    const { at, kind } = (one ?? other)!
    return [{ kind, path, at, ...(one && { kept: one.value }), ...(other && { now: other.value }) }]
  })
  return [...found.filter(({ kind }) => kind === 'number'), ...found.filter(({ kind }) => kind === 'words')]
}

function leavesOf(result: Result): Map<string, Leaf> {
  const { parts, notes, ...rest } = result
  const leaves = new Map<string, Leaf>()
  const put = (path: string, at: Text, value: unknown, kind: Leaf['kind']) => {
    if (value !== undefined) leaves.set(path, { at, kind, value: value as Leaf['value'] })
  }
  for (const part of parts) {
    const within = part.by ? `${part.by.id}.` : ''
    const of = (at: Text): Text => (part.by ? joined(part.by.label, at) : at)
    for (const { path, at, value } of numbersOf(part, result))
      put(`${within}${path}`, of(at), value, 'number')
    put(`${within}answer`, of(words.answer), JSON.stringify(wordsOf(part)), 'words')
  }
  put('notes', words.notes, JSON.stringify(notes), 'words')
  put('names', words.names, JSON.stringify(rest), 'words')
  return leaves
}

type NumberAt = { path: string; at: Text; value: number | string | null | undefined }

function numbersOf({ answer, statistics }: ResultPart, { x, y, by }: Result): NumberAt[] {
  const variables = new Map([x, y, ...(by ? [by] : [])].map(({ id, label }) => [id, label]))
  return [
    { path: 'n', at: words.base, value: answer.n },
    ...(answer.kind === 'crosstab' ? countsOf(answer) : []),
    ...answer.missing.map(({ variable, reason, n }): NumberAt => ({
      path: `missing.${variable}.${reason}`,
      at: joined(
        words.missing,
        variables.get(variable) ?? { da: variable, en: variable },
        missingReasons[reason as MissingReason],
      ),
      value: n,
    })),
    ...('values' in answer ? [{ path: 'values', at: words.values, value: answer.values }] : []),
    ...statistics.flatMap(({ id, method: _, ...numbers }) =>
      Object.entries(numbers).map(([name, value]): NumberAt => ({
        path: `${id}.${name}`,
        at: joined(statisticName(id), statisticFields[name as StatisticField]),
        value,
      })),
    ),
  ]
}

type StatisticField = keyof Omit<StatisticRow, 'id' | 'method'>

function joined(...parts: Text[]): Text {
  return { da: parts.map(({ da }) => da).join(': '), en: parts.map(({ en }) => en).join(': ') }
}

type Counted = Extract<ResultPart['answer'], { kind: 'crosstab' }>

function countsOf({ rows, columns, counts }: Counted): NumberAt[] {
  return rows.flatMap((row, i) =>
    columns.map((column, j): NumberAt => ({
      path: `counts.${row.id}.${column.id}`,
      at: { da: `${row.label.da} × ${column.label.da}`, en: `${row.label.en} × ${column.label.en}` },
      value: counts[i][j],
    })),
  )
}

/** What is not a number: which categories there are, what is hidden and why, how a statistic was made. */
function wordsOf({ answer, statistics }: ResultPart): unknown {
  const apart = { counts: undefined, missing: undefined, n: undefined, values: undefined }
  return [{ ...answer, ...apart }, statistics.map(({ id, method }) => [id, method])]
}

const words = {
  answer: { da: 'svarets ord', en: 'the words of the answer' },
  base: { da: 'basis', en: 'base' },
  missing: { da: 'udeladt', en: 'left out' },
  names: { da: 'navne på variable og studie', en: 'names of variables and study' },
  notes: { da: 'forbehold', en: 'notes' },
  values: { da: 'enhedernes værdier', en: 'values of the units' },
}
