import { parse } from 'yaml'
import { codePlace } from './code-place.ts'
import type { QuantificationRule, QuantificationRules } from './quantification-rule.ts'

/** What a rule counts: codes by their paths in the project, each with those under it; none of a rule of judgements. */
export function codesOfRule(
  rule: QuantificationRule,
  { codes }: Pick<QuantificationRules, 'codes'>,
): string[] {
  const named =
    rule.kind === 'highest'
      ? Object.values(rule.values).flatMap((below) => below.map((code) => `${rule.under}/${code}`))
      : rule.kind === 'mentioned'
        ? rule.steps.map(({ code }) => code)
        : []
  return [...new Set(named.map((code) => codePlace(code, codes)))]
}

/** The rules of a `rules.yaml` that was checked when its edition was made; nothing if there is none. */
export function checkedRules(text: string): QuantificationRules | undefined {
  const rules = parse(text) as QuantificationRules | null
  return rules ? { ...rules, codes: rules.codes ?? {} } : undefined
}
