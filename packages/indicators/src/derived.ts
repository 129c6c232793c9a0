import type { MissingReason } from './missing.ts'
import type { Text } from './text.ts'

/**
 * A value made from other variables of the same unit, of units above it, or of the rows of a unit inside it; or from coded
 * interviews.
 */
export type Derivation =
  Recode | Band | Score | Ratio | Change | WeightedCount | Aggregate | SqlDerivation | Coded
export type DerivationKind = NonNullable<Derivation['kind']>

type Because = { /** Why it is made this way, in our own words. */ note: Text }

/** Each category gathers values of another variable. A missing value stays missing, with its reason. */
export type Recode = Because & {
  kind?: 'recode'
  from: string
  recode: Record<string, (string | number)[]>
  /** Values that mean a missing reason here: `{not_applicable: [no_model]}`. */
  missing?: Partial<Record<MissingReason, (string | number)[]>>
}

/** A number cut into the variable's categories, in their order: one cut fewer than there are categories. */
export type Band = Because & {
  kind: 'band'
  from: string
  cuts: number[]
  /** Where a value that is exactly a cut belongs: to the category `above` it (if left out) or `below` it. */
  edge?: 'above' | 'below'
}

/**
 * A score of several items. With fewer than `atLeast` of them answered it is missing, for the reason most of the items
 * are; otherwise the mean of those answered stands for the others, so that a sum is that mean times all items.
 */
export type Score = Because & {
  kind: 'score'
  items: string[]
  /** Items turned round: lowest plus highest possible value, minus the answer. */
  reverse?: string[]
  atLeast: number
  as: 'mean' | 'sum'
  /** What each category counts, where the categories' names are not numbers themselves. */
  points?: Record<string, number>
}

/** Missing if either is; not applicable if the denominator is 0. */
export type Ratio = Because & {
  kind: 'ratio'
  numerator: string
  denominator: string
  /** 100 for a percentage; 1 if left out. */
  times?: number
}

/**
 * The value less that of an earlier round, for the same unit by its key. Not applicable in the first round, for a unit
 * that had no row then, and where the question is not comparable; else missing if either is.
 */
export type Change = Because & {
  kind: 'change'
  of: string
  /** `previous` (if left out), `first`, or a round's id. */
  since?: string
}

/**
 * Numbers of the same unit added with weights (`{nursery_children: 1.74}`), missing if one of them is; or, with `by`, the
 * rows of a unit inside this one counted with the weight of their category, missing if a row's category is.
 */
export type WeightedCount = Because & {
  kind: 'weighted_count'
  weights: Record<string, number>
  /** A variable of the unit inside whose categories the weights are. */
  by?: string
}

export type AggregateMeasure = 'count' | 'share' | 'mean' | 'sum' | 'median' | 'min' | 'max'

/**
 * A number over the rows of a unit inside this one. A `count` of nothing is 0; the others leave out rows without an
 * answer, are not applicable where there are no rows, and missing (for the reason most rows are) where fewer than
 * `atLeast` of them have an answer.
 */
export type Aggregate = Because & {
  kind: 'aggregate'
  /** The unit whose rows are taken together. */
  of: string
  as: AggregateMeasure
  /** Of which variable; a `count` without one counts rows. */
  variable?: string
  /** The categories counted, for `count` and `share`. */
  categories?: string[]
  /** 1 if left out. */
  atLeast?: number
}

/**
 * What the other kinds cannot say: one SELECT in a file of the study. It sees a table for each unit, named for it, with
 * the declared inputs (`x` and `x__missing`), the units' keys and `round`; it gives the unit's key (and `round` if the
 * unit has rounds), and a column for each variable made by the file, with or without `x__missing`. A value that is NULL
 * without a reason has the reason of the inputs in its row, or is not applicable; so is that of a unit the file left out.
 */
export type SqlDerivation = Because & { kind: 'sql'; file: string; inputs: string[] }

/** What the rule of that variable in `rules.yaml` makes of coded interviews or of coders' judgements. */
export type Coded = Because & { kind: 'coded' }

export const derivationKinds = [
  'recode',
  'band',
  'score',
  'ratio',
  'change',
  'weighted_count',
  'aggregate',
  'sql',
  'coded',
] as const satisfies DerivationKind[]

export function kindOf(derivation: Derivation): DerivationKind {
  return derivation.kind ?? 'recode'
}

/**
 * The order in which missing reasons of several inputs decide: those that lie in the design of the study come before
 * those that lie in an answer.
 */
export const reasonOrder: readonly MissingReason[] = [
  'not_asked',
  'not_applicable',
  'suppressed',
  'not_codable',
  'not_answered',
]

/** The variables a derivation reads, each once, in the order it names them. */
export function inputsOf(derivation: Derivation): string[] {
  return [...new Set(namesIn(derivation))]
}

/** The recoding a variable is, if it is one. */
export function recodingOf({ derived }: { derived?: Derivation }): Recode | undefined {
  return derived && 'recode' in derived ? derived : undefined
}

function namesIn(derivation: Derivation): string[] {
  if ('recode' in derivation) return [derivation.from]
  switch (derivation.kind) {
    case 'band':
      return [derivation.from]
    case 'score':
      return derivation.items
    case 'ratio':
      return [derivation.numerator, derivation.denominator]
    case 'change':
      return [derivation.of]
    case 'weighted_count':
      return derivation.by === undefined ? Object.keys(derivation.weights) : [derivation.by]
    case 'aggregate':
      return derivation.variable === undefined ? [] : [derivation.variable]
    case 'sql':
      return derivation.inputs
    case 'coded':
      return []
  }
}
