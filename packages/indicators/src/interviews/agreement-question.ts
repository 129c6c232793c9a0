/** What two coders are compared on: units of coding, every character of a text, or the values the rules give the units. */
export const agreementLevels = ['excerpt', 'character', 'unit'] as const
export type AgreementLevel = (typeof agreementLevels)[number]

/**
 * What is a unit of coding? `overlap`: a stretch of text in which excerpts of either coder, whatever their codes, touch
 * each other; `place`: a place somebody marked, each by itself, so that a word more makes another one.
 */
export const codingUnits = ['overlap', 'place'] as const
export type CodingUnit = (typeof codingUnits)[number]

/** How a near miss of two ordered categories counts. */
export const agreementWeightings = ['identity', 'linear', 'quadratic'] as const
export type AgreementWeighting = (typeof agreementWeightings)[number]

/** What is asked of two coders of a study's interviews. */
export type AgreementQuestion = {
  study: string
  /** `excerpt` if not said. */
  level?: AgreementLevel
  /** Two coders; those who share most sources if not said. */
  first?: string
  second?: string
  /** At the level of excerpts; `overlap` if not said. */
  units?: CodingUnit
  /** Does a code below another count as that too? */
  below?: boolean
  /** Of ordinal variables, at the level of units; `linear` if not said. */
  weights?: AgreementWeighting
}
