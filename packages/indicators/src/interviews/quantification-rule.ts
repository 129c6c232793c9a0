import type { MissingReason } from '../missing.ts'
import type { Text } from '../text.ts'

/** The content of `rules.yaml`: how coded interviews become values of a unit. */
export type QuantificationRules = {
  study: string
  unit: UnitRule
  /** Where a code of `codes.yaml` is in the project; a code without an entry is at its own path. */
  codes: Record<string, string>
  rules: QuantificationRule[]
}

/** Which unit an interview is about: the case or the set it belongs to, its own name, or a classification that names the unit. */
export type UnitRule = {
  id: string
  by: 'case' | 'set' | 'source' | 'classification'
  classification?: string
  aliases?: Record<string, string[]>
  /** Of a unit with rounds: the round all interviews are of, or the classification that says the round of each. */
  round?: string | { classification: string }
}

type Versioned = {
  variable: string
  /** Counts up when the rule is changed. */
  version: number
  date: string
  /** Why this version. */
  reason?: Text
  /** Does a code count that one coder gave (`any`), or only one that all who coded the interview gave? */
  coders?: 'any' | 'all'
  /** Units that cannot be coded, and why. */
  not_codable?: Record<string, Text>
}

/** The highest category that one of its codes was given for. */
export type HighestRule = Versioned & {
  kind: 'highest'
  under: string
  values: Record<string, string[]>
  otherwise?: string
}

/** The first step that holds: a code, or one under it, in at least so many interviews and excerpts. */
export type MentionedRule = Versioned & {
  kind: 'mentioned'
  steps: { value: string; code: string; interviews?: number; excerpts?: number }[]
  otherwise?: string
}

/** What two coders judged; where they differ, what a third settled. */
export type JudgementRule = Versioned & { kind: 'judgement' }

export type QuantificationRule = HighestRule | MentionedRule | JudgementRule

/** A coder's judgement of one unit; `settles` if it decides between two others. */
export type Judgement = {
  unit: string
  variable: string
  coder: string
  /** A category; missing if the coder found that the unit cannot be coded. */
  value?: string
  note?: string
  settles?: boolean
}

/** A value and everything it rests on, so that it can be walked back to the place in the source. */
export type UnitValue = {
  unit: string
  /** Of a unit with rounds. */
  round?: string
  variable: string
  value?: string
  missing?: MissingReason
  /** Why there is no value. */
  reason?: Text
  rule: QuantificationRule['kind']
  version: number
  /** Of the unit, and those in which one of the counted codes was given. */
  interviews: number
  mentionedIn: number
  excerpts: string[]
  coders: string[]
}
