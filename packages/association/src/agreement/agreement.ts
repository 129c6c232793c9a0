import type {
  AgreementLevel,
  AgreementWeighting,
  CodingUnit,
  QuantificationRule,
  Variable,
} from '@pejling/indicators'
import type { ClusteredAgreement, CoderAgreement, PairCounts } from '@pejling/statistics'
import type { CoderPair } from '@pejling/warehouse'

/** Two coders on one code, or on all of them: each piece and code one decision. */
export type CodeAgreement = {
  /** The path; none for all codes together. */
  code?: string
  /** In how many sources one of them gave it. */
  sources: number
  counts: PairCounts
  agreement: ClusteredAgreement
  /** Most pieces are the same and kappa is low all the same: it is the share of the larger category. */
  skewed?: number
}

/** Two coders on the value a rule gives the units, from what each of them coded. */
export type ValueAgreement = {
  variable: Variable
  kind: QuantificationRule['kind']
  version: number
  /** Units whose interviews both coded, or that both judged. */
  units: number
  /** Units where the rule gives a value from one of them only, and from neither. */
  oneOnly: number
  neither: number
  /** Units by value: rows the first coder, columns the second, in the order of the categories. */
  table: number[][]
  weights: AgreementWeighting
  measurement: 'nominal' | 'ordinal'
  /** Missing where there are fewer than two units with a value from both: then no coefficient may be named. */
  agreement?: CoderAgreement
  skewed?: number
}

/** Why there is no answer: no two coders have a source in common, or the study does not show it to who asks. */
export type NoAgreement = 'no-pair' | 'hidden' | 'embargo'

export type InterviewAgreement = {
  study: string
  level: AgreementLevel
  pairs: CoderPair[]
  pair?: CoderPair
  because?: NoAgreement
  units: CodingUnit
  below: boolean
  weights: AgreementWeighting
  /** Characters or units of coding in the sources that are compared, and how many sources those are. */
  pieces: number
  sources: number
  overall?: CodeAgreement
  /** Those with most pieces first. */
  codes: CodeAgreement[]
  values: ValueAgreement[]
}
