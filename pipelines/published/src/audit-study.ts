import type { AuditFinding, ParsedStudy } from '@pejling/indicators'
import { blame, type Blame, type Blamed, holds, type Unsettled } from './blame.ts'
import { type Fact, type Facts, factsOf, isPossible, textTable } from './fact.ts'
import { rulesOf } from './find/rules-of.ts'
import { decimalsOf, type Read, type Rule } from './rule.ts'

/**
 * Holds every printed number of a study against all others it hangs together with. Each cell, statistic and figure in
 * running text gets exactly one finding; a sum that is wrong though no one number in it can be blamed gets one of its
 * own, at the address of the sum, with all who may be at fault. No address has two.
 *
 * Pure: the same study gives the same findings in the same order. Tables of any study are audited by the same rules;
 * a table no rule applies to comes out as `cannot_be_recomputed`.
 *
 * @example auditStudy(parseStudyFolder(files)).filter(({ verdict }) => verdict === 'disagrees')
 */
export function auditStudy(parsed: ParsedStudy): AuditFinding[] {
  const facts = factsOf(parsed)
  const rules = rulesOf(parsed, facts)
  const found = blame(facts, rules)
  const checking = new Map<string, Rule[]>()
  for (const rule of rules)
    for (const key of new Set(rule.checks)) checking.set(key, [...(checking.get(key) ?? []), rule])
  const using = new Map<string, Set<string>>()
  for (const { name, parts } of rules)
    for (const key of parts) using.set(key, (using.get(key) ?? new Set()).add(name))
  const suspects = new Set([
    ...found.unsettled.flatMap((unsettled) => unsettled.suspects),
    ...[...found.blamed.values()].flatMap(({ rivals }) => rivals),
  ])
  return oneACell([
    ...[...facts.values()].map((fact) => {
      const blamed = found.blamed.get(fact.key)
      if (blamed) return disagrees(fact, blamed, facts, found)
      if (suspects.has(fact.key)) return unsure(fact, 'suspect')
      return (
        agrees(fact, checking.get(fact.key) ?? [], found) ??
        unsure(fact, whyNot(fact, using.get(fact.key) ?? new Set()))
      )
    }),
    ...found.unsettled.map((unsettled) => unsettledFinding(unsettled, facts, found)),
  ])
}

/**
 * A sum reported at the address of a printed cell speaks for that cell, with the cell's own print and line; a cell that
 * is blamed itself only takes over the suspects.
 */
function oneACell(findings: AuditFinding[]): AuditFinding[] {
  const entries = new Map<string, AuditFinding>()
  for (const finding of findings) {
    const address = `${finding.table} ${finding.cell}`
    const entry = entries.get(address)
    entries.set(address, entry ? together(entry, finding) : finding)
  }
  return [...entries.values()]
}

function together(own: AuditFinding, sum: AuditFinding): AuditFinding {
  const { printed, file, line } = own
  if (own.verdict !== 'disagrees') return { ...sum, printed, file, line }
  const named = [own, sum].flatMap(({ reason }) => String(reason.values?.suspects ?? '').split('; '))
  const suspects = [...new Set(named)].filter((name) => name !== '')
  const values: Record<string, string | number> = { ...own.reason.values, suspects: suspects.join('; ') }
  if (own.reason.code === 'one-of') values.count = suspects.length
  return { ...own, reason: { ...own.reason, values } }
}

function disagrees(
  fact: Fact,
  { key, values, fixed, rivals }: Blamed,
  facts: Facts,
  { read }: Blame,
): AuditFinding {
  const rule = fixed.find(({ result }) => result === key) ?? fixed[0]
  // Told with the number itself as printed and all other repairs in place.
  const asPrinted: Read = (other) => (other === key ? fact.value : read(other))
  const { reason, expected } = rule.explain(asPrinted)
  const others = [
    ...new Set(fixed.filter((other) => other !== rule).map(({ table, address }) => `${table} ${address}`)),
  ]
  const told = values.length > 0 && values.length <= 4
  const recomputed = told ? values.map((value) => shown(value, fact.halfUnit)).join(' / ') : expected
  return {
    ...place(fact),
    ...(recomputed === undefined ? {} : { recomputed }),
    verdict: 'disagrees',
    rule: rule.name,
    reason: {
      code: reason.code,
      values: {
        ...reason.values,
        ...(fact.kind === 'blank' ? { blank: 1 } : {}),
        ...(others.length > 0 ? { also: others.slice(0, 6).join('; ') } : {}),
        ...(rivals.length > 0 ? { suspects: namesOf(rivals, facts) } : {}),
      },
    },
  }
}

/** The rule that computes it speaks first; if it is only a part, any rule that holds. */
function agrees(fact: Fact, rules: Rule[], { read }: Blame): AuditFinding | undefined {
  const speaking = rules
    .map((rule) => ({ rule, outcome: rule.test(read) }))
    .filter(({ outcome }) => holds(outcome))
  if (speaking.length === 0) return undefined
  const own = speaking.filter(({ rule }) => rule.result === fact.key)
  const voices = own.length > 0 ? own : speaking
  const rounded = own.length > 0 ? own.some(({ outcome }) => outcome === 'rounding') : voices.every(isRounded)
  const { rule } = voices.find(({ outcome }) => (outcome === 'rounding') === rounded) ?? voices[0]
  const { reason, expected } = rule.explain(read)
  const recomputed = own.length > 0 || fact.value === undefined ? expected : shown(fact.value, fact.halfUnit)
  return {
    ...place(fact),
    ...(recomputed === undefined ? {} : { recomputed }),
    verdict: rounded ? 'agrees_within_rounding' : 'agrees',
    rule: rule.name,
    reason: { code: reason.code, values: { ...reason.values, rules: speaking.length } },
  }
}

/** A part of a quotient is only known as far as the others' rounding lets it. */
function isRounded({ rule, outcome }: { rule: Rule; outcome: string }): boolean {
  return rule.name === 'quotient' || outcome === 'rounding'
}

function unsure(fact: Fact, code: string): AuditFinding {
  return { ...place(fact), verdict: 'cannot_be_recomputed', rule: 'none', reason: { code } }
}

/** Why nothing recomputes it, told from the names of the rules it takes part in. */
function whyNot(fact: Fact, rules: Set<string>): string {
  if (fact.table === textTable) return 'not-published'
  if (fact.kind === 'mark') return 'no-number'
  if (rules.has('legend')) return 'convention'
  if (fact.kind === 'words') return 'rows-not-published'
  return rules.size > (rules.has('range') ? 1 : 0) ? 'only-used' : 'stands-alone'
}

function unsettledFinding({ rules, suspects }: Unsettled, facts: Facts, { read }: Blame): AuditFinding {
  const [rule] = rules
  const { reason, shown, expected } = rule.explain(read)
  const first = facts.get(suspects[0])
  const result = facts.get(rule.result ?? '')
  // What the sum would give is not told if it cannot be.
  const number = Number(expected)
  const told = expected !== undefined && (!result || Number.isNaN(number) || isPossible(result, number))
  return {
    table: rule.table,
    cell: rule.address,
    printed: shown ?? '',
    ...(told ? { recomputed: expected } : {}),
    verdict: 'disagrees',
    rule: rule.name,
    reason: {
      code: 'one-of',
      values: {
        ...reason.values,
        why: reason.code,
        suspects: namesOf(suspects, facts),
        count: suspects.length,
      },
    },
    file: first?.file ?? '',
    line: first?.line ?? 1,
  }
}

/** `3.1 none/other/count; 3.1 none/total/count` */
function namesOf(keys: string[], facts: Facts): string {
  return keys
    .flatMap((key) => facts.get(key) ?? [])
    .map(({ table, cell }) => `${table} ${cell}`)
    .join('; ')
}

function place({ table, cell, printed, file, line }: Fact) {
  return { table, cell, printed, file, line }
}

/** With as many decimals as the print has. */
function shown(value: number, halfUnit: number): string {
  return value.toFixed(decimalsOf(halfUnit))
}
