import type { Suppression, Text, Variable } from '@pejling/indicators'
import type { Cause } from '@pejling/warehouse'

/** One of the two that are held against each other. */
export type SideName = {
  study: string
  round?: string
  edition: string
  title: Text
  roundLabel?: Text
  /** Its rows are made up. */
  synthetic: boolean
}

/** A number of one side with its 95 % interval, which takes the units as drawn one by one. */
export type SideNumber = { value: number; lower?: number; upper?: number; n: number }

/** What a number is: a category's share, a mean, or how strongly two variables go together. */
export type NumberKind = 'share' | 'mean' | 'gamma' | 'cramersV'

/** One number on both sides. */
export type ComparedNumber = {
  /** `screening/other`, `staff_ratio`, `funding_model × screening`, `funding_model × screening/bound/other`. */
  id: string
  kind: NumberKind
  /** The variables it is of, as the right side names them; of a pair two. */
  variables: Variable[]
  /** The indicator both sides measure with them. */
  indicator?: { id: string; label: Text }
  /** The category counted, and for a pair the row it is counted in. */
  category?: Text
  row?: Text
  /** The one number that stands for its variable in a figure. */
  isMain: boolean
  left?: SideNumber
  right?: SideNumber
  /** Right less left, where the two can be compared. */
  difference?: number
  /** Why they cannot, or why a side has none. */
  because?: NotComparable
  /** What may have made the difference; empty where there is none. */
  causes: DifferenceCause[]
}

/**
 * Why two numbers are not held against each other.
 *
 * - `question-changed`: between the rounds the question became another one
 * - `not-asked`: the round did not ask it
 * - `hidden`: the one who asks may not see it
 * - `no-numbers`: nothing of it can be counted, or all values are missing
 */
export type NotComparable =
  | { code: 'question-changed'; reason?: Text }
  | { code: 'not-asked' }
  | { code: 'hidden'; why: Suppression }
  | { code: 'no-numbers' }

/** Other units, other rounds, a question recoded, another rule, or what differs between two editions. */
export type DifferenceCause =
  | { kind: 'data'; why: 'other-study' | 'other-round' }
  | { kind: 'codebook'; why: 'recoded' | 'other-definition'; reason?: Text }
  | { kind: 'rule'; why: 'derived-otherwise' }
  | { kind: Cause['kind']; why: 'edition'; cause: Cause }

/** A variable both sides seem to have, and why it is not compared. */
export type NotShared = {
  id: string
  label: Text
  why: 'other-categories' | 'other-scale' | 'other-measure' | 'other-unit'
}

export type ComparedSides = {
  left: SideName
  right: SideName
  numbers: ComparedNumber[]
  notShared: NotShared[]
  /** Variables that only one of them has. */
  onlyLeft: number
  onlyRight: number
}
