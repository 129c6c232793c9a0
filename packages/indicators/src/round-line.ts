import { questionOf } from './asked-variable.ts'
import type { Codebook, Variable } from './codebook.ts'
import { inputsOf } from './derived.ts'
import type { AskedQuestion, Comparability, Instrument } from './instrument.ts'
import type { Round } from './round.ts'
import type { Study } from './study.ts'
import type { Text } from './text.ts'

/** Where a line of a variable over rounds may go on, and where it must break. */
export type RoundLine = {
  variable: string
  /** Rounds whose values may be joined by a line, each piece in period order; all pieces together are the rounds asked. */
  pieces: string[][]
  /** Between two pieces: the values before and after are not answers to the same question. */
  breaks: { after: string; before: string; reason: Text }[]
  /** Rounds joined by a line although the question was changed, since its answers could be recoded. */
  recoded: { after: string; before: string; reason?: Text }[]
  /** Rounds whose version does not ask it. */
  notAsked: string[]
}

/**
 * The line of one variable over some rounds (in period order). A variable that no instrument asks is the same in all.
 *
 * @example roundLine('trust', rounds, instruments).pieces // [['2022', '2023'], ['2024']]
 */
export function roundLine(variable: string, rounds: Round[], instruments: Instrument[]): RoundLine {
  const line: RoundLine = { variable, pieces: [], breaks: [], recoded: [], notAsked: [] }
  const question = questionOf(variable, instruments)
  if (!question) return { ...line, pieces: rounds.length > 0 ? [rounds.map(({ id }) => id)] : [] }
  const { instrument, versions } = question
  const order = instrument.versions.map(({ id }) => id)
  let last: Round | undefined
  for (const round of rounds) {
    if (round.instrument !== instrument.id || !versions[round.version]) {
      line.notAsked.push(round.id)
      continue
    }
    const { comparability, reason } = last
      ? between(order, versions, last.version, round.version)
      : { comparability: 'not_comparable' as const }
    if (last && comparability === 'not_comparable')
      line.breaks.push({ after: last.id, before: round.id, reason: reason! })
    if (last && comparability === 'recoded')
      line.recoded.push({ after: last.id, before: round.id, ...(reason && { reason }) })
    if (comparability === 'not_comparable') line.pieces.push([round.id])
    else line.pieces.at(-1)!.push(round.id)
    last = round
  }
  return line
}

/** The line of a variable that may be derived: it breaks wherever that of one of its questions does. */
export function variableLine(
  variable: string,
  { variables }: Codebook,
  { rounds = [], instruments = [] }: Pick<Study, 'rounds' | 'instruments'>,
): RoundLine {
  const lines = sourcesOf(variable, variables).map((source) => roundLine(source, rounds, instruments))
  const notAsked = rounds.map(({ id }) => id).filter((id) => lines.some((line) => line.notAsked.includes(id)))
  const breaks = lines.flatMap((line) => line.breaks)
  const pieces: string[][] = []
  for (const { id } of rounds) {
    if (notAsked.includes(id)) continue
    if (pieces.length === 0 || breaks.some(({ before }) => before === id)) pieces.push([id])
    else pieces.at(-1)!.push(id)
  }
  return { variable, pieces, breaks, recoded: lines.flatMap((line) => line.recoded), notAsked }
}

/** The questions a variable's values come from: itself, or what it is derived from. */
function sourcesOf(id: string, variables: Variable[], seen: string[] = []): string[] {
  const variable = variables.find((other) => other.id === id)
  if (!variable?.derived || seen.includes(id)) return [id]
  return [
    ...new Set(inputsOf(variable.derived).flatMap((input) => sourcesOf(input, variables, [...seen, id]))),
  ]
}

/** Two versions compare as badly as the worst step between them; an older version may be used again later. */
function between(
  order: string[],
  versions: Record<string, AskedQuestion>,
  a: string,
  b: string,
): { comparability: Comparability; reason?: Text } {
  const [from, to] = [order.indexOf(a), order.indexOf(b)].sort((x, y) => x - y)
  const steps = order
    .slice(from + 1, to + 1)
    .flatMap((version) => versions[version] ?? [])
    .map(({ comparability = 'same' as const, reason }) => ({ comparability, reason }))
  const worst = (['not_comparable', 'recoded'] as const)
    .map((kind) => steps.find(({ comparability }) => comparability === kind))
    .find((step) => step !== undefined)
  return worst ?? { comparability: 'same' }
}
