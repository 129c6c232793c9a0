import {
  isUnder,
  quantify,
  type QuantificationRules,
  codesOfRule,
  type SettledCoding,
  settleCodings,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import {
  type CoderPair,
  type Disagreement,
  type Edition,
  findRules,
  getCodebook,
  getStudy,
  getVariable,
  listCoderPairs,
  listDisagreements,
  ruledCodings,
  type RuledCodings,
} from '@pejling/warehouse'
import { pairOf } from './interview-agreement.ts'

/** A value of a unit that is another one by whose coding stands; no value is not codable. */
export type ChangedValue = { variable: Variable; unit: string; first?: string; second?: string }

/** Where two coders differ, what was settled of it, and which values hang on it. */
export type QueuedDisagreement = Disagreement & { keep?: SettledCoding['keep']; changes: ChangedValue[] }

export type Disagreements = {
  study: string
  pairs: CoderPair[]
  pair?: CoderPair
  /** Those that would change a value first, then those only one of them coded, in the order of the texts. */
  items: QueuedDisagreement[]
}

export type DisagreementQuestion = { study: string; first?: string; second?: string }

/**
 * What is to be settled between two coders of a study, sorted by what matters: whether the value of a unit depends on whose
 * coding stands, given everything that is settled already.
 *
 * @param settled of the study, in the house
 * @throws as `interviewAgreement`; `no rows: what … of … coded is for those with the right to its rows`
 */
export async function disagreements(
  edition: Edition,
  { study: id, ...asked }: DisagreementQuestion,
  settled: readonly SettledCoding[],
  viewer: Viewer,
): Promise<Disagreements> {
  const { id: study } = await getStudy(edition, id)
  if (!viewer.rows)
    throw new Error(`no rows: what coders of ${study} disagree on is for those with the right to its rows`)
  const pairs = await listCoderPairs(edition, study)
  const pair = pairOf(pairs, asked)
  if (!pair) return { study, pairs, items: [] }
  const { first, second } = pair
  const found = await listDisagreements(edition, { study, first, second })
  const rules = await findRules(edition, study)
  const given = rules ? await rulesOf(edition, study, rules) : undefined
  const items = found.map((one): QueuedDisagreement => {
    const keep = settled.findLast((other) => isSettled(one, pair, other))?.keep
    return {
      ...one,
      ...(keep ? { keep } : {}),
      changes: given ? changedBy(one, pair, settled, given) : [],
    }
  })
  const weight = ({ changes, kind }: QueuedDisagreement) => changes.length * 2 + (kind === 'given' ? 1 : 0)
  return { study, pairs, pair, items: items.toSorted((one, other) => weight(other) - weight(one)) }
}

/** Is it this disagreement that was settled? */
export function isSettled(
  one: Pick<Disagreement, 'source' | 'code' | 'start' | 'end'>,
  { first, second }: Pick<CoderPair, 'first' | 'second'>,
  other: SettledCoding,
): boolean {
  return (
    other.source === one.source &&
    other.code === one.code &&
    other.start === one.start &&
    other.end === one.end &&
    other.first === first &&
    other.second === second
  )
}

type Given = { rules: QuantificationRules; variables: Variable[]; codings: RuledCodings }

async function rulesOf(edition: Edition, study: string, rules: QuantificationRules): Promise<Given> {
  const codes = rules.rules.flatMap((rule) => codesOfRule(rule, rules))
  const { variables } = await getCodebook(edition, study)
  return { rules, variables, codings: await ruledCodings(edition, study, codes) }
}

function changedBy(
  one: Disagreement,
  pair: CoderPair,
  settled: readonly SettledCoding[],
  { rules, variables, codings }: Given,
): ChangedValue[] {
  const { unit, source, code, start, end } = one
  const held = unit === null ? undefined : codings.get(unit)
  const looking = rules.rules.filter((rule) => codesOfRule(rule, rules).some((above) => isUnder(code, above)))
  if (unit === null || !held || looking.length === 0) return []
  const others = settled.filter((other) => !isSettled(one, pair, other))
  const sources = new Set(held.sources.map(({ id }) => id))
  const here = others.filter((other) => sources.has(other.source))
  const units = new Map(held.sources.map(({ id }) => [id, unit]))
  const valuesWith = (keep: 'first' | 'second') => {
    const decided = { source, code, start, end, first: pair.first, second: pair.second, keep }
    const project = { ...held, codings: settleCodings(held.codings, held.excerpts, [...here, decided]) }
    return quantify({ ...rules, rules: looking }, variables, { project, units, keys: [unit] })
  }
  const [first, second] = [valuesWith('first'), valuesWith('second')]
  return looking.flatMap(({ variable }, at) =>
    first[at].value === second[at].value
      ? []
      : [
          {
            ...{ variable: getVariable({ study: rules.study, variables }, variable), unit },
            ...{ first: first[at].value, second: second[at].value },
          },
        ],
  )
}
