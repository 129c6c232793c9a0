import { type Codebook, type Study, type Text, type Variable, variableLine } from '@pejling/indicators'
import { compareEditions, type StudyComparison } from '@pejling/warehouse'
import type { DifferenceCause, NotComparable } from './compared.ts'
import type { Side } from './side-numbers.ts'

/** What stands between two rounds of the same study for one variable. */
export type BetweenRounds = { because?: NotComparable; recoded?: { reason?: Text } }

/** Whether a variable means the same in two rounds: not where its question became another one, or was not asked. */
export function betweenRounds(
  variable: string,
  codebook: Codebook,
  study: Study,
  ids: [string, string],
): BetweenRounds {
  const all = study.rounds ?? []
  const [from, to] = ids.map((id) => all.findIndex((round) => round.id === id)).sort((a, b) => a - b)
  // A change between two rounds that lie between these is a change between these.
  const rounds = all.slice(from, to + 1)
  const line = variableLine(variable, codebook, { rounds, instruments: study.instruments })
  if (ids.some((id) => line.notAsked.includes(id))) return { because: { code: 'not-asked' } }
  if (line.breaks.length) return { because: { code: 'question-changed', reason: line.breaks[0].reason } }
  return line.recoded.length ? { recoded: { reason: line.recoded[0].reason } } : {}
}

/** What differs between two editions of the study both sides show; nothing where it is one edition or two studies. */
export async function editionsCompared(left: Side, right: Side): Promise<StudyComparison | undefined> {
  if (left.study.id !== right.study.id || left.edition.hash === right.edition.hash) return undefined
  const viewer = (study: Study) => (study === left.study ? left.viewer : right.viewer)
  const { studies } = await compareEditions(left.edition, right.edition, {
    viewer,
    study: left.study.id,
    limit: 0,
  })
  return studies[0]
}

/** All that may have made two numbers differ; each is named, for none can be ruled out. */
export function differenceCauses(
  [left, right]: [Side, Side],
  variables: { left: Variable; right: Variable }[],
  recoded: BetweenRounds['recoded'],
  editions: StudyComparison | undefined,
): DifferenceCause[] {
  const causes: DifferenceCause[] = []
  if (left.study.id !== right.study.id) causes.push({ kind: 'data', why: 'other-study' })
  else if (left.round !== right.round) causes.push({ kind: 'data', why: 'other-round' })
  if (recoded) causes.push({ kind: 'codebook', why: 'recoded', ...recoded })
  if (left.study.id !== right.study.id) {
    if (variables.some((pair) => rule(pair.left) !== rule(pair.right)))
      causes.push({ kind: 'rule', why: 'derived-otherwise' })
    if (variables.some((pair) => pair.left.id !== pair.right.id))
      causes.push({ kind: 'codebook', why: 'other-definition' })
  }
  const ids = variables.map(({ right }) => right.id)
  const moved = editions && [
    ...editions.variables.filter(({ variable }) => ids.includes(variable)),
    ...(ids.length > 1
      ? editions.relations.filter(({ x, y }) => ids.includes(x) && ids.includes(y))
      : editions.relations.filter(({ x, y }) => ids.includes(x) || ids.includes(y)).slice(0, 1)),
  ]
  const found = moved?.flatMap(({ causes }) => causes) ?? []
  const distinct = new Map(found.map((cause) => [JSON.stringify(cause), cause]))
  for (const cause of distinct.values()) causes.push({ kind: cause.kind, why: 'edition', cause })
  return causes
}

/** How a variable is made, without the words for people. */
function rule({ derived }: Variable): string {
  return JSON.stringify(derived, (key, value: unknown) => (key === 'note' ? undefined : value)) ?? ''
}
