import { askedVariable, questionOf } from '../asked-variable.ts'
import { lineOfUnits } from '../check-derived.ts'
import type { Codebook, Variable } from '../codebook.ts'
import type { Instrument } from '../instrument.ts'
import { type Round, roundVariable } from '../round.ts'
import type { Study, Unit } from '../study.ts'
import type { Text } from '../text.ts'
import type { ColumnMatching, ConfirmedMatch, MatchCandidate, MatchedBy } from './column-match.ts'
import { likeness, plain } from './likeness.ts'

/** A column as it was received: its name, and its label where the format has labels. */
export type NamedColumn = { name: string; label?: string }

/** What a file's columns are held against: the variables of a unit as its round asks them. */
export type Asked = {
  study: Study
  codebook: Codebook
  unit: Unit
  instruments?: Instrument[]
  round?: Pick<Round, 'instrument' | 'version'>
  /** What was confirmed the last time this sender sent a file of this instrument. */
  before?: ConfirmedMatch
}

/** Names less alike than this are no candidates. */
const alike = 0.6
/** At most so many names are held against each other by likeness; a file with very many columns is matched exactly only. */
const compared = 2_000_000
const candidates = 3
const order: MatchedBy[] = ['person', 'before', 'name', 'alias', 'label', 'similar']

/**
 * Which variable each column of a file seems to hold, with the reason, and what else it might: the surest first, each
 * variable once. Nothing is decided: a person confirms it. A column that was left out the last time is left out.
 *
 * @example matchColumns([{name: 'Alder (mdr.)'}], asked).columns[0].best // {variable: 'age', by: 'similar', …}
 */
export function matchColumns(columns: NamedColumn[], asked: Asked): ColumnMatching {
  const variables = askedVariables(asked)
  const known = variables.map((variable) => ({ variable: variable.id, names: namesOf(variable, asked) }))
  const fuzzy = columns.length * known.reduce((sum, { names }) => sum + names.length, 0) <= compared
  const found = columns.map((column) => ({
    column,
    candidates: known
      .flatMap(({ variable, names }) => candidateOf(column, variable, names, asked.before, fuzzy) ?? [])
      .sort(surer),
  }))
  const taken = new Map<string, number>()
  const ranked = found
    .flatMap(({ column, candidates }, at) =>
      isLeftOut(column, asked.before) ? [] : candidates.map((candidate) => ({ at, candidate })),
    )
    .sort((a, b) => surer(a.candidate, b.candidate) || a.at - b.at)
  const best = new Map<number, MatchCandidate>()
  for (const { at, candidate } of ranked) {
    if (best.has(at) || taken.has(candidate.variable)) continue
    best.set(at, candidate)
    taken.set(candidate.variable, at)
  }
  return {
    columns: found.map(({ column, candidates: all }, at) => ({
      column: column.name,
      best: best.get(at),
      others: all.filter((candidate) => candidate !== best.get(at)).slice(0, candidates),
    })),
    absent: variables.map(({ id }) => id).filter((id) => !taken.has(id)),
  }
}

/** What a person would confirm by agreeing with everything. */
export function agreedMatch({ columns }: ColumnMatching): ConfirmedMatch {
  return Object.fromEntries(columns.map(({ column, best }) => [column, best?.variable ?? null]))
}

/** The variables a file of the unit should have a column for: its own and the keys of the units it is in, as the round asks. */
export function askedVariables({ study, codebook, unit, instruments = [], round }: Asked): Variable[] {
  const line = lineOfUnits(study, unit.id)
  const keys = study.units.filter(({ id }) => line.includes(id)).map(({ key }) => key)
  return codebook.variables
    .filter(({ id, unit: of, derived, leftOut }) => {
      if (derived || leftOut || (unit.rounds && id === roundVariable)) return false
      return of === unit.id || keys.includes(id)
    })
    .flatMap((variable) => (round ? (askedVariable(variable, instruments, round)?.variable ?? []) : variable))
}

type KnownName = { by: 'name' | 'alias' | 'label'; text: string }

function namesOf(variable: Variable, { instruments = [], round }: Asked): KnownName[] {
  const question = questionOf(variable.id, instruments)
  const wording = round && question?.versions[round.version]?.wording
  const elsewhere = Object.values(question?.versions ?? {}).flatMap(({ column }) => column ?? [])
  const texts = (text: Text | undefined) => (text ? [text.da, text.en] : [])
  const names: KnownName[] = [
    { by: 'name', text: variable.reading?.column ?? variable.id },
    ...[variable.id, ...(variable.aliases ?? []), ...elsewhere].map((text): KnownName => ({
      by: 'alias',
      text,
    })),
    ...[...texts(variable.label), ...texts(wording)].map((text): KnownName => ({ by: 'label', text })),
  ]
  return names.filter(({ text }, at) => names.findIndex((other) => other.text === text) === at)
}

/** The surest way in which a column is a variable, if it is one at all. */
function candidateOf(
  column: NamedColumn,
  variable: string,
  names: KnownName[],
  before: ConfirmedMatch | undefined,
  fuzzy: boolean,
): MatchCandidate | undefined {
  const { name } = column
  if (before && Object.hasOwn(before, name) && before[name] === variable)
    return { variable, by: 'before', known: name, from: 'name', likeness: 1 }
  for (const by of ['name', 'alias', 'label'] as const)
    for (const [from, text] of textsOf(column)) {
      if (by !== 'label' && from === 'label') continue
      const exact = names.find((known) => known.by === by && known.text === text)
      if (exact) return { variable, by, known: exact.text, from, likeness: 1 }
    }
  if (!fuzzy) return undefined
  const found = textsOf(column)
    .flatMap(([from, text]) => names.map((known) => ({ known, from, likeness: likeness(known.text, text) })))
    .sort((a, b) => b.likeness - a.likeness)[0]
  if (!found || found.likeness < alike) return undefined
  const { known, from } = found
  return { variable, by: 'similar', known: known.text, from, likeness: found.likeness }
}

function textsOf({ name, label }: NamedColumn): ['name' | 'label', string][] {
  const labels: ['name' | 'label', string][] = label && plain(label) ? [['label', label]] : []
  return [['name', name], ...labels]
}

function surer(a: MatchCandidate, b: MatchCandidate): number {
  return order.indexOf(a.by) - order.indexOf(b.by) || b.likeness - a.likeness
}

function isLeftOut({ name }: NamedColumn, before: ConfirmedMatch | undefined): boolean {
  return before !== undefined && Object.hasOwn(before, name) && before[name] === null
}
