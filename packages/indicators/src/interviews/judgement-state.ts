import type { Judgement, QuantificationRules } from './quantification-rule.ts'

/**
 * How far the judging of a unit has come: nobody, one, two who agree, two who differ, settled by a third, or left out by
 * the rule.
 */
export type JudgementStateName = 'none' | 'one' | 'agree' | 'differ' | 'settled' | 'excepted'

export type JudgementState = {
  variable: string
  unit: string
  state: JudgementStateName
  /** What the one who asks judged, if they did. */
  own?: Judgement
  /** What each coder judged: shown once two have, so that they judge blind to each other. */
  judged: Judgement[]
  settled?: Judgement
  /** May the one who asks judge, judge anew, or settle? */
  may?: 'judge' | 'judge-anew' | 'settle'
}

/**
 * Every unit of every rule of kind judgement, as one coder may see it. Of what a coder judged of a unit more than once the
 * last holds.
 *
 * @param coder the one who asks, by pseudonym; none if they are no coder
 */
export function judgementStates(
  { rules }: Pick<QuantificationRules, 'rules'>,
  units: readonly string[],
  judgements: readonly Judgement[],
  coder: string | undefined,
): JudgementState[] {
  const last = new Map(
    judgements.map((one) => [JSON.stringify([one.variable, one.unit, one.coder]), one] as const),
  )
  const byUnit = Map.groupBy(last.values(), ({ variable, unit }) => JSON.stringify([variable, unit]))
  return rules
    .filter(({ kind }) => kind === 'judgement')
    .flatMap(({ variable, not_codable: excepted = {} }) =>
      units.map((unit) => {
        const all = byUnit.get(JSON.stringify([variable, unit])) ?? []
        if (Object.hasOwn(excepted, unit)) return { variable, unit, state: 'excepted' as const, judged: [] }
        return { variable, unit, ...stateOf(all, coder) }
      }),
    )
}

function stateOf(all: Judgement[], coder: string | undefined): Omit<JudgementState, 'variable' | 'unit'> {
  const settled = all.find(({ settles }) => settles)
  const given = all.filter(({ settles }) => !settles)
  const own = given.find((one) => one.coder === coder)
  const state = settled ? 'settled' : stateOfTwo(given)
  const may =
    coder === undefined
      ? undefined
      : state === 'none' || (state === 'one' && !own)
        ? 'judge'
        : state === 'one'
          ? 'judge-anew'
          : state === 'differ' && !own
            ? 'settle'
            : undefined
  return {
    ...{ state, judged: given.length > 1 ? given : [] },
    ...(own ? { own } : {}),
    ...(settled ? { settled } : {}),
    ...(may ? { may } : {}),
  }
}

function stateOfTwo(given: Judgement[]): JudgementStateName {
  if (given.length < 2) return given.length === 0 ? 'none' : 'one'
  return new Set(given.map(({ value }) => value)).size === 1 ? 'agree' : 'differ'
}
