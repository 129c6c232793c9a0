import { currentDefinition, type Indicator, type Variable } from '@pejling/indicators'
import { findSummary } from '../summary.ts'
import { causesOf, distinctCauses, hashesOf, indicatorFile, isWording, madeFrom } from './causes.ts'
import { withheldCounts } from './compare-variables.ts'
import type { Cause, DefinitionChange, IndicatorComparison, Presence } from './comparison.ts'
import { movedNumbers } from './moved-numbers.ts'
import type { KnownPair } from './study-pair.ts'

/**
 * Indicators that came or went, that are measured by another definition, whose own words or the codebook and rules of the
 * variables they are made from say something else, or of which a number moved: from the variable in force before to the
 * one in force after.
 */
export async function compareIndicators(pair: KnownPair): Promise<IndicatorComparison[]> {
  const { before, after } = pair.indicators
  const found: IndicatorComparison[] = []
  for (const id of new Set([...after, ...before].map((indicator) => indicator.id))) {
    const [was, is] = [before, after].map((all) => all.find((one) => one.id === id))
    const compared = await compareIndicator(pair, id, { was, is })
    if (compared) found.push(compared)
  }
  return found
}

type Both = { was: Indicator | undefined; is: Indicator | undefined }

async function compareIndicator(
  pair: KnownPair,
  id: string,
  { was, is }: Both,
): Promise<IndicatorComparison | undefined> {
  const { traces, seenBy, after } = pair
  const presence: Presence = was === undefined ? 'added' : is === undefined ? 'removed' : 'both'
  const [old, young] = [was, is].map((indicator) => indicator && currentDefinition(indicator))
  const [before, now] = [
    findVariable(pair.codebooks.before, old?.variable),
    findVariable(pair.codebooks.after, young?.variable),
  ]
  const own = traces.definitions.filter((change) => change.of === 'indicator' && change.id === id)
  const made = madeOf(pair, before, now)
  const numbers =
    presence === 'both' && mayHaveMoved(pair, before, now, made) ? await numbersOf(pair, before, now) : []
  if (presence === 'both' && !own.length && !made.length && !numbers.length) return undefined
  const unit = (now ?? before)?.unit ?? after.study.units[0].id
  return {
    ...{ indicator: id, label: (is ?? was)!.label, unit, presence, changes: [...own, ...made] },
    ...(old && { before: { version: old.version, variable: old.variable } }),
    ...(young && { after: { version: young.version, variable: young.variable } }),
    ...(seenBy.sees === 'all' || !numbers.length
      ? { numbers }
      : { numbers: [], withheld: withheldCounts(after.study, unit) }),
    causes: causes(pair, own, made.length || numbers.length ? (now ?? before) : undefined),
  }
}

function findVariable(variables: Variable[], id: string | undefined): Variable | undefined {
  return variables.find((variable) => variable.id === id)
}

/** What the codebook says otherwise of the variables an indicator is made from, on either side; no wording. */
function madeOf({ traces, codebooks }: KnownPair, before?: Variable, now?: Variable): DefinitionChange[] {
  const from = new Set([
    ...(before ? madeFrom(codebooks.before, before) : []),
    ...(now ? madeFrom(codebooks.after, now) : []),
  ])
  return traces.definitions.filter(
    ({ of, id, path, change }) =>
      of === 'variable' && from.has(id) && (change !== 'changed' || !isWording(path)),
  )
}

function mayHaveMoved(
  { differs }: KnownPair,
  before: Variable | undefined,
  now: Variable | undefined,
  made: DefinitionChange[],
): boolean {
  return before?.id !== now?.id || made.length > 0 || differs(`unit ${now?.unit}`)
}

async function numbersOf({ id, before, after, seenBy }: KnownPair, old?: Variable, young?: Variable) {
  return movedNumbers(
    old && (await findSummary(before.edition, id, old.id, seenBy)),
    young && (await findSummary(after.edition, id, young.id, seenBy)),
  )
}

/** Its own definition is a rule; besides, what its variable is made of, where that says otherwise or its numbers moved. */
function causes({ id, traces }: KnownPair, own: DefinitionChange[], variable: Variable | undefined): Cause[] {
  const file = indicatorFile
  const told = own.filter(({ path }) => !isWording(path))
  const [before, after] = [traces.before, traces.after].map(({ files }) => files.get(`${id}/${file}`))
  const places = told.map((change) => [change.id, change.path].filter(Boolean).join('.'))
  const rule: Cause[] = told.length
    ? [{ kind: 'rule', file, changes: places, ...hashesOf(before, after) }]
    : []
  const upstream = variable ? causesOf(traces, `${id}.${variable.unit}`, variable) : []
  const known = upstream.filter(({ kind }) => kind !== 'cannot-tell' || !rule.length)
  return distinctCauses([...rule, ...known])
}
