import type { Variable } from '../codebook.ts'
import type { Text } from '../text.ts'
import { isUnder } from './code-path.ts'
import { codePlace } from './code-place.ts'
import type { Coding, InterviewProject } from './interview-project.ts'
import { judgedValue } from './judged-value.ts'
import type {
  HighestRule,
  Judgement,
  MentionedRule,
  QuantificationRule,
  QuantificationRules,
  UnitValue,
} from './quantification-rule.ts'

export type Quantified = {
  project: Pick<InterviewProject, 'sources' | 'excerpts' | 'codings'>
  /** The unit of each source, as `interviewUnits` gives it. */
  units: Map<string, string>
  /** Every unit that is to have a value. */
  keys: readonly string[]
  judgements?: Judgement[]
}

/**
 * Runs the rules over coded interviews: for every unit and variable a value, or why there is none, with the rule's version
 * and the excerpts and coders it rests on. In the order of the rules, then of the units.
 */
export function quantify(
  { rules, codes }: QuantificationRules,
  variables: Variable[],
  given: Quantified,
): UnitValue[] {
  const coded = codedUnits(given)
  return rules.flatMap((rule) => {
    const order = variables.find(({ id }) => id === rule.variable)?.categories?.map(({ id }) => id) ?? []
    return given.keys.map((unit) =>
      valueOf(rule, unit, coded.get(unit), order, codes, given.judgements ?? []),
    )
  })
}

type Given = Coding & { source: string }
type CodedUnit = { interviews: Set<string>; codings: Given[]; codersOf: Map<string, Set<string>> }

function codedUnits({ project, units }: Quantified): Map<string, CodedUnit> {
  const coded = new Map<string, CodedUnit>()
  const at = (unit: string) => {
    const found: CodedUnit = coded.get(unit) ?? { interviews: new Set(), codings: [], codersOf: new Map() }
    coded.set(unit, found)
    return found
  }
  const parent = new Map(project.sources.map(({ id, of }) => [id, of ?? id]))
  for (const [source, unit] of units) at(unit).interviews.add(parent.get(source) ?? source)
  const sourceOf = new Map(project.excerpts.map(({ id, source }) => [id, source]))
  for (const coding of project.codings) {
    const within = sourceOf.get(coding.excerpt)
    const unit = within === undefined ? undefined : units.get(within)
    if (within === undefined || unit === undefined) continue
    const source = parent.get(within) ?? within
    const found = at(unit)
    found.codings.push({ ...coding, source })
    const coders = found.codersOf.get(source) ?? new Set()
    found.codersOf.set(source, coders.add(coding.coder ?? ''))
  }
  return coded
}

const reasons = {
  none: { da: 'ingen interview om enheden', en: 'no interview about the unit' },
  uncoded: { da: 'interviewene er ikke kodet', en: 'the interviews have not been coded' },
  unmentioned: { da: 'ingen af reglens koder er givet', en: "none of the rule's codes was given" },
} satisfies Record<string, Text>

function valueOf(
  rule: QuantificationRule,
  unit: string,
  coded: CodedUnit | undefined,
  order: string[],
  paths: Record<string, string>,
  judgements: Judgement[],
): UnitValue {
  const { variable, kind, version } = rule
  const base = {
    ...{ unit, variable, rule: kind, version, interviews: coded?.interviews.size ?? 0 },
    ...{ mentionedIn: 0, excerpts: [], coders: [] },
  }
  const missing = (reason: Text): UnitValue => ({ ...base, missing: 'not_codable', reason })
  const excepted = rule.not_codable?.[unit]
  if (excepted) return missing(excepted)
  if (rule.kind === 'judgement')
    return {
      ...base,
      ...judgedValue(judgements.filter((one) => one.unit === unit && one.variable === variable)),
    }
  if (!coded) return missing(reasons.none)
  if (coded.codings.length === 0) return missing(reasons.uncoded)
  const found = rule.kind === 'highest' ? highest(rule, coded, order, paths) : mentioned(rule, coded, paths)
  if (found) return { ...base, value: found.value, ...evidence(found.given) }
  return rule.otherwise === undefined
    ? missing(reasons.unmentioned)
    : {
        ...base,
        value: rule.otherwise,
        coders: [...new Set(coded.codings.flatMap(({ coder }) => coder ?? []))].toSorted(),
      }
}

type Found = { value: string; given: Given[] } | undefined

/** From the highest category down: the first one that any of its codes was given for. */
function highest(
  { under, values, coders }: HighestRule,
  coded: CodedUnit,
  order: string[],
  paths: Record<string, string>,
): Found {
  for (const value of order.toReversed()) {
    const given = (values[value] ?? []).flatMap((code) =>
      givenCodes(coded, `${under}/${code}`, coders, paths),
    )
    if (given.length > 0) return { value, given }
  }
  return undefined
}

function mentioned({ steps, coders }: MentionedRule, coded: CodedUnit, paths: Record<string, string>): Found {
  for (const { value, code, interviews = 1, excerpts = 1 } of steps) {
    const given = givenCodes(coded, code, coders, paths)
    const { mentionedIn, excerpts: held } = evidence(given)
    if (mentionedIn >= interviews && held.length >= excerpts) return { value, given }
  }
  return undefined
}

/** The codings of a code and those under it; with `all` only in interviews where nobody who coded left it out. */
function givenCodes(
  { codings, codersOf }: CodedUnit,
  code: string,
  coders: 'any' | 'all' | undefined,
  paths: Record<string, string>,
): Given[] {
  const path = codePlace(code, paths)
  const given = codings.filter((coding) => isUnder(coding.code, path))
  if (coders !== 'all') return given
  const by = Map.groupBy(given, ({ source }) => source)
  return given.filter(({ source }) => {
    const those = new Set(by.get(source)!.map(({ coder = '' }) => coder))
    return those.size === codersOf.get(source)!.size
  })
}

function evidence(given: Given[]): Pick<UnitValue, 'mentionedIn' | 'excerpts' | 'coders'> {
  return {
    mentionedIn: new Set(given.map(({ source }) => source)).size,
    excerpts: [...new Set(given.map(({ excerpt }) => excerpt))],
    coders: [...new Set(given.flatMap(({ coder }) => coder ?? []))].toSorted(),
  }
}
