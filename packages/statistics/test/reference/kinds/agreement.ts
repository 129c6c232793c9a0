import {
  brennanPrediger,
  cohenKappa,
  cronbachAlpha,
  intraclassCorrelation,
  krippendorffAlpha,
} from '../../../src/index.ts'
import type { Expected, Solver } from '../../reference-case.ts'

export const solvers: Record<string, Solver> = {
  kappa({ table }: { table: number[][] }) {
    const plain = cohenKappa({ table })
    const linear = cohenKappa({ table }, { weights: 'linear' })
    const quadratic = cohenKappa({ table }, { weights: 'quadratic' })
    return {
      n: plain.n,
      po: orNaN(plain.observed),
      pe: orNaN(plain.expected),
      kappa: orNaN(plain.estimate),
      kappa_ase: orNaN(plain.standardError),
      kappa_ase0: orNaN(plain.standardErrorUnderChance),
      kappa_linear: orNaN(linear.estimate),
      kappa_linear_ase: orNaN(linear.standardError),
      kappa_quadratic: orNaN(quadratic.estimate),
      kappa_quadratic_ase: orNaN(quadratic.standardError),
      pabak: orNaN(brennanPrediger({ table }).estimate),
    }
  },

  krippendorff_alpha({ ratings_coders_by_units }: { ratings_coders_by_units: unknown[][] }) {
    const ratings = ratings_coders_by_units.map((row) => row.map(rating))
    const values = ratings.flat().filter((value) => value !== null)
    const numeric = values.every((value) => typeof value === 'number')
    const levels = ['nominal', 'ordinal', ...(numeric ? (['interval'] as const) : [])] as const
    const ratio = numeric && values.every((value) => Number(value) >= 0) ? (['ratio'] as const) : []
    const named: Record<string, Expected> = {}
    for (const measurement of [...levels, ...ratio]) {
      const alpha = krippendorffAlpha({ ratings }, { measurement })
      named[`alpha_${measurement}`] = orNaN(alpha.estimate)
      named[`observed_disagreement_${measurement}`] = orNaN(alpha.observedDisagreement)
      named[`expected_disagreement_${measurement}`] = orNaN(alpha.expectedDisagreement)
      named.pairable_values = alpha.pairableValues
    }
    return named
  },

  reliability({ matrix_subjects_by_items }: { matrix_subjects_by_items: unknown[][] }) {
    const scores = matrix_subjects_by_items.map((row) =>
      row.map((score) => (typeof score === 'number' ? score : null)),
    )
    const alpha = cronbachAlpha(scores)
    const { oneWay, twoWayRandom, twoWayMixed } = intraclassCorrelation(scores)
    return {
      cronbach_alpha: orNaN(alpha.estimate),
      standardised_alpha: orNaN(alpha.standardised),
      icc_1_1: orNaN(oneWay.single.estimate),
      icc_2_1: orNaN(twoWayRandom.single.estimate),
      icc_3_1: orNaN(twoWayMixed.single.estimate),
      icc_1_k: orNaN(oneWay.average.estimate),
      icc_2_k: orNaN(twoWayRandom.average.estimate),
      icc_3_k: orNaN(twoWayMixed.average.estimate),
    }
  },
}

function orNaN(value: number | undefined): Expected {
  return value ?? 'NaN'
}

function rating(value: unknown): string | number | null {
  if (value === null || value === undefined || value === 'NA' || value === 'NaN' || value === '') return null
  return typeof value === 'string' && Number.isFinite(Number(value))
    ? Number(value)
    : (value as string | number)
}
