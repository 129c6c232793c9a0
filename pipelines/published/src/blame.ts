import { type Fact, type Facts, isPossible, textTable } from './fact.ts'
import { oneDigitEdits } from './one-digit-edits.ts'
import type { Outcome, Read, Rule } from './rule.ts'

/**
 * A number that must be wrong: with one of `values` in its place (none if that cannot be told) the rules in `fixed` hold.
 * `rivals` are others whose change would mend as much.
 */
export type Blamed = { key: string; values: number[]; fixed: Rule[]; rivals: string[] }

/** Rules that are broken though no one number can be named: each of `suspects` alone would mend them. */
export type Unsettled = { rules: Rule[]; suspects: string[] }

export type Blame = {
  blamed: Map<string, Blamed>
  unsettled: Unsettled[]
  /** The numbers with the repairs in place. */
  read: Read
}

type Candidate = { key: string; value: number | undefined; gain: number; fixed: Rule[] }

/**
 * Finds the fewest changes that make the most rules hold. One number at a time: the one whose change mends most broken
 * rules and breaks fewest others is blamed and repaired, then all is looked at anew. If several would do equally well
 * the one that one wrong digit can explain is blamed, else the one that was computed from the others (a total, a
 * percentage, a statistic), the others being named as rivals; if there is neither the rules are left unsettled with
 * everyone who may be at fault. No number is repaired to what its kind cannot be, such as a count below zero.
 */
export function blame(facts: Facts, rules: Rule[]): Blame {
  const rulesOf = new Map<string, Rule[]>()
  for (const rule of rules) for (const key of new Set(rule.parts)) push(rulesOf, key, rule)
  const repaired = new Map<string, number | undefined>()
  const read: Read = (key) => (repaired.has(key) ? repaired.get(key) : facts.get(key)?.value)
  const blamed: Blame['blamed'] = new Map()
  const unsettled: Unsettled[] = []
  const settled = new Set<Rule>()
  const outcomes = new Map(rules.map((rule) => [rule, rule.test(read)]))

  const wrong = () =>
    rules.filter((rule) => {
      const outcome = outcomes.get(rule)
      if (settled.has(rule)) return false
      return outcome === 'broken' || (outcome === 'open' && blankOf(rule) !== undefined)
    })
  const blankOf = (rule: Rule) =>
    rule.parts.find((key) => facts.get(key)?.kind === 'blank' && read(key) === undefined)
  const repair = ({ key, value, fixed }: Candidate, rivals: Candidate[]) => {
    repaired.set(key, value)
    const values = rivals.flatMap((rival) =>
      rival.key === key && !isGivenUp(rival.value) ? rival.value! : [],
    )
    const others = new Set(rivals.map((rival) => rival.key).filter((rival) => rival !== key))
    blamed.set(key, { key, values: [...new Set(values)], fixed, rivals: [...others] })
    for (const rule of rulesOf.get(key) ?? []) outcomes.set(rule, rule.test(read))
  }

  for (let broken = wrong(); broken.length > 0; broken = wrong()) {
    const candidates = broken.flatMap(candidatesOf).sort((a, b) => b.gain - a.gain)
    const best = candidates[0]
    if (!best || best.gain <= 0) {
      for (const rule of broken) fallBack(rule)
      continue
    }
    const rivals = candidates.filter(
      ({ gain, fixed }) => gain === best.gain && fixed.some((rule) => best.fixed.includes(rule)),
    )
    const keys = [...new Set(rivals.map(({ key }) => key))]
    // Words have no digits to compare with, and running text quotes tables, not the other way round.
    const comparable = keys.every((key) => isInTable(facts.get(key)))
    const likely = comparable ? rivals.filter((rival) => isOneDigitOff(rival)) : []
    const computed = rivals.find(({ key, fixed }) => fixed.every(({ result }) => result === key))
    if (keys.length === 1) repair(likely[0] ?? best, rivals)
    else if (new Set(likely.map(({ key }) => key)).size === 1) repair(likely[0], rivals)
    else if (computed) repair(computed, rivals)
    else {
      const open = new Set(rivals.flatMap(({ fixed }) => fixed).filter((rule) => best.fixed.includes(rule)))
      unsettled.push({ rules: [...open], suspects: keys })
      for (const rule of open) settled.add(rule)
    }
  }
  return { blamed, unsettled, read }

  function candidatesOf(rule: Rule): Candidate[] {
    const blank = outcomes.get(rule) === 'open' ? blankOf(rule) : undefined
    const keys = blank === undefined ? rule.parts : [blank]
    return keys.flatMap((key): Candidate[] => {
      const fact = facts.get(key)
      if (!fact || repaired.has(key) || fact.kind === 'mark') return []
      if (fact.kind === 'words') return [tried(key, NaN)]
      const values = [...new Set(rule.repairs?.(key, read) ?? [])].filter((value) => value !== fact.value)
      if (values.length === 0 && rule.result === key) return [tried(key, undefined)]
      return values.filter((value) => isPossible(fact, value)).map((value) => tried(key, value))
    })
  }

  /** Can a single wrong digit explain what was printed? */
  function isOneDigitOff({ key, fixed }: Candidate): boolean {
    const fact = facts.get(key)
    if (fact?.kind !== 'number') return false
    return oneDigitEdits(fact).some((value) =>
      fixed.every((rule) => holds(rule.test((other) => (other === key ? value : read(other))))),
    )
  }

  /** What would follow from a change; giving a number up costs half a point for every rule that then says nothing. */
  function tried(key: string, value: number | undefined): Candidate {
    const after: Read = (other) => (other === key ? value : read(other))
    let gain = 0
    const fixed: Rule[] = []
    for (const rule of rulesOf.get(key) ?? []) {
      if (settled.has(rule)) continue
      const was = outcomes.get(rule)!
      const is = rule.test(after)
      const mended = isGivenUp(value) ? is !== 'broken' : holds(is)
      if ((was === 'broken' || was === 'open') && mended) {
        gain += 1
        fixed.push(rule)
      } else if (holds(was) && is === 'broken') gain -= 1
      else if (holds(was) && !holds(is)) gain -= 0.5
    }
    return { key, value, gain, fixed }
  }

  function fallBack(rule: Rule): void {
    settled.add(rule)
    const { result } = rule
    if (outcomes.get(rule) === 'open') return
    if (result === undefined || repaired.has(result)) {
      unsettled.push({ rules: [rule], suspects: rule.parts })
      return
    }
    const fact = facts.get(result)
    const wanted = fact?.kind === 'number' ? (rule.repairs?.(result, read) ?? []) : []
    const values = wanted.filter((value) => !fact || isPossible(fact, value))
    if (wanted.length > 0 && values.length === 0) {
      unsettled.push({ rules: [rule], suspects: rule.parts })
      return
    }
    const rivals = rule.parts.filter((key) => key !== result && !repaired.has(key))
    blamed.set(result, { key: result, values, fixed: [rule], rivals: rivals.length < 4 ? rivals : [] })
  }
}

function isInTable(fact: Fact | undefined): boolean {
  return fact?.kind === 'number' && fact.table !== textTable
}

/** Words cannot be repaired, only given up: they then read as not a number. */
function isGivenUp(value: number | undefined): boolean {
  return value === undefined || Number.isNaN(value)
}

export function holds(outcome: Outcome): boolean {
  return outcome === 'exact' || outcome === 'rounding'
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
