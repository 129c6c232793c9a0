import type { Threshold } from './coefficient.ts'
import { frameOf, type ModelInput } from './fitted-model.ts'
import { orderedLogit, type OrderedLogit, type OrderedLogitOptions } from './ordered-logit.ts'
import type { Limit } from './parameter-limit.ts'

/** A binary logit: log odds of the higher category = intercept + x′coefficients. */
export type BinaryLogit = OrderedLogit & { intercept: Threshold | undefined }

/**
 * Logit of an outcome with two levels: the proportional-odds logit of two categories, with the intercept as it is
 * usually written (minus the threshold). All that is said about `orderedLogit` holds; the intercept is undefined if
 * only one of the two levels was observed.
 *
 * @throws `binary logit: expected 2 levels of the outcome, found …` and what `orderedLogit` throws
 * @example
 * binaryLogit({ y: { levels: ['no', 'yes'], values: ['no', 'yes', 'yes', 'yes'] }, x: {} }).intercept?.estimate // ln 3
 *
 * Source: Agresti 2013, Categorical Data Analysis, chapter 5.
 */
export function binaryLogit(input: ModelInput, options: OrderedLogitOptions = {}): BinaryLogit {
  const frame = frameOf(input)
  if (frame.categories.length !== 2)
    throw new RangeError(`binary logit: expected 2 levels of the outcome, found ${frame.categories.length}`)
  const fit = orderedLogit(frame, options)
  const [threshold] = fit.thresholds
  return {
    ...fit,
    intercept: threshold && {
      name: 'intercept',
      limit: opposite[threshold.limit],
      // Not -0: it would be printed with its sign.
      estimate: threshold.estimate === undefined ? undefined : 0 - threshold.estimate,
      se: threshold.se,
    },
  }
}

const opposite: Record<Limit, Limit> = {
  finite: 'finite',
  undetermined: 'undetermined',
  'plus-infinity': 'minus-infinity',
  'minus-infinity': 'plus-infinity',
}
