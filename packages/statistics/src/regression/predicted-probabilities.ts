import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Assumption, Interval, Warning } from '../result.ts'
import { categoryProbabilities } from './category-probabilities.ts'
import type { Design } from './design-matrix.ts'
import { frameOf, type ModelInput } from './fitted-model.ts'
import type { ModelFrame } from './model-frame.ts'
import { covarianceOf } from './original-scale.ts'
import { type EstimateKind, usableEstimates } from './usable-estimates.ts'

/** One value for every term of the model: a level, or a number. */
export type Setting = Readonly<Record<string, string | number>>

/** The probability of one category. */
export type PredictedProbability = {
  category: string
  estimate: number
  se: number
  interval: Interval | undefined
}

/** Predicted probabilities at some settings. */
export type PredictedProbabilities = {
  method: string
  n: number
  /** A setting with a level that was never observed has no probabilities. */
  settings: { at: Setting; probabilities: PredictedProbability[] }[]
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Probabilities of every category at given settings of the explanatory columns, from a proportional-odds or binary
 * logit. Standard errors by the delta method; intervals are made on the logit scale and stay within 0 and 1.
 * If the data are separated the mean bias-reduced estimates are used, and the result says so.
 *
 * @param estimates which estimates to use; the default depends on separation
 * @throws `expected a value of …`, `unknown level of …: …`, `expected a number of …, found …`,
 * `maximum-likelihood estimates do not exist; the data are separated, ask for mean-bias-reduced`
 * @example predictedProbabilities({ y, x: { funding } }, [{ funding: 'bound' }]).settings[0].probabilities
 *
 * Source: Agresti 2010, Analysis of Ordinal Categorical Data, section 3.3.
 */
export function predictedProbabilities(
  input: ModelInput,
  settings: readonly Setting[],
  { level = 0.95, estimates }: { level?: number; estimates?: EstimateKind } = {},
): PredictedProbabilities {
  confidenceLevel(level)
  const frame = frameOf(input)
  const used = usableEstimates(frame, estimates)
  const half = normalQuantile((1 + level) / 2)
  const warnings = used?.warnings ?? [{ code: 'one-category', values: { n: frame.n } }]
  return {
    method: `predicted probabilities, ${used?.method ?? 'undefined'}`,
    n: frame.n,
    settings: settings.map((at) => {
      const x = used && settingRow(frame, used.model.design, at)
      if (!x) return { at, probabilities: [] }
      const { categories } = used.model
      const { values, gradients } = categoryProbabilities(used.theta, categories.length - 1, x)
      return {
        at,
        probabilities: categories.map((category, j): PredictedProbability => {
          const estimate = values[j]
          const se = Math.sqrt(covarianceOf(gradients[j], gradients[j], used.covariance))
          const onLogits = Math.log(estimate / (1 - estimate))
          const reach = (half * se) / (estimate * (1 - estimate))
          const at = (side: number) => 1 / (1 + Math.exp(-(onLogits + side * reach)))
          const interval = { level, lower: at(-1), upper: at(1), method: 'delta method on the logit scale' }
          return { category, estimate, se, interval: Number.isFinite(reach) ? interval : undefined }
        }),
      }
    }),
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}

/** A setting as a row of the design; nothing if it names a level without observations. */
function settingRow(
  frame: ModelFrame,
  { columns, references, aliased }: Design,
  at: Setting,
): Float64Array | undefined {
  for (const term of frame.terms) {
    const value = at[term.name]
    if (value === undefined) throw new RangeError(`expected a value of ${term.name}`)
    if ('values' in term) {
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new RangeError(`expected a number of ${term.name}, found ${value}`)
    } else if (!term.levels.includes(String(value)))
      throw new RangeError(`unknown level of ${term.name}: ${value}`)
    const unseen = aliased.some(
      (one) => one.term === term.name && one.level === value && one.reason === 'no-observations',
    )
    const known = references.some((one) => one.term === term.name)
    if (unseen || ('codes' in term && !known)) return undefined
  }
  return Float64Array.from(columns, ({ term, level, center, scale }) =>
    level === undefined ? ((at[term] as number) - center) / scale : String(at[term]) === level ? 1 : 0,
  )
}
