import type { Warning } from '../result.ts'
import type { FittedModel } from './fitted-model.ts'
import type { ModelFrame } from './model-frame.ts'
import type { Separation } from './separation.ts'

/** What a reader of a regression must know, as codes with values. */
export function modelWarnings(
  frame: ModelFrame,
  model: FittedModel | undefined,
  separation: Separation,
): Warning[] {
  const warnings: Warning[] = []
  if (frame.dropped > 0) warnings.push({ code: 'rows-dropped', values: { rows: frame.dropped } })
  if (frame.n === 0) return [...warnings, { code: 'no-observations' }]
  if (!model) return [...warnings, { code: 'one-category', values: { n: frame.n } }]
  for (const category of frame.categories)
    if (!model.categories.includes(category)) warnings.push({ code: 'empty-category', values: { category } })
  for (const { term, level, declared } of model.design.references)
    if (level !== declared)
      warnings.push({ code: 'empty-reference', values: { term, declared, used: level } })
  for (const { name, term, reason } of model.design.aliased)
    warnings.push({ code: 'aliased', values: { coefficient: name, term, reason } })
  for (const { name, term, limit, alike } of separation.coefficients)
    warnings.push({
      code: 'separation',
      values: {
        coefficient: name,
        term: term!,
        limit,
        kind: separation.kind,
        ...(alike && { alike: alike.level, observations: alike.observations, category: alike.category }),
      },
    })
  const informative = effectiveObservations(model.counts)
  const coefficients = model.design.columns.length
  if (coefficients > 0 && informative < 10 * coefficients)
    warnings.push({
      code: 'few-observations-per-coefficient',
      values: { observations: informative, coefficients },
    })
  if (frame.clusters && frame.clusters.count < 30)
    warnings.push({ code: 'few-clusters', values: { clusters: frame.clusters.count } })
  if (!model.fit.converged)
    warnings.push({ code: 'not-converged', values: { iterations: model.fit.iterations } })
  return warnings
}

/** n - Σ nⱼ³ / n²: for two categories about three times the smaller times the larger share (Harrell 2015, section 4.4). */
function effectiveObservations(counts: Float64Array): number {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return n - counts.reduce((sum, count) => sum + count ** 3, 0) / n ** 2
}
