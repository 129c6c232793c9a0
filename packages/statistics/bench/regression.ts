import { biasReducedLogit, orderedLogit, type RegressionData } from '../src/index.ts'
import { seededRandom } from '../src/seeded-random.ts'
import { type Measured, medianTime, timesInR } from './measure.ts'

const rows = 100_000

/** Ordered logit at n = 10⁵ beside MASS::polr (with its Hessian, so that both give standard errors) and ordinal::clm. */
export function regressionTimes(): Measured[] {
  const random = seededRandom(20)
  const f = Int32Array.from({ length: rows }, () => random.integer(3))
  const g = Int32Array.from({ length: rows }, () => random.integer(4))
  const u = Float64Array.from({ length: rows }, () => random.normal())
  const v = Float64Array.from({ length: rows }, () => 40 + 10 * random.normal())
  const y = Int32Array.from({ length: rows }, (_, row) => {
    const p = random.uniform()
    const latent = 0.5 * f[row] - 0.3 * g[row] + 0.7 * u[row] + 0.05 * (v[row] - 40) + Math.log(p / (1 - p))
    return [-2, -0.5, 1, 2.5].filter((cut) => latent > cut).length
  })
  const outcome = { levels: ['1', '2', '3', '4', '5'], codes: y }
  const factors: RegressionData = {
    y: outcome,
    x: {
      f: { type: 'factor', levels: ['0', '1', '2'], codes: f },
      g: { type: 'factor', levels: ['0', '1', '2', '3'], codes: g },
    },
  }
  const continuous: RegressionData = {
    y: outcome,
    x: { u: { type: 'numeric', values: u }, v: { type: 'numeric', values: v } },
  }

  const bytes = (array: Int32Array | Float64Array) => new Uint8Array(array.buffer)
  const inR = timesInR(
    { y: bytes(y), f: bytes(f), g: bytes(g), u: bytes(u), v: bytes(v) },
    `n <- ${rows}
     d <- data.frame(y = factor(readBin("y", "integer", n), ordered = TRUE), f = factor(readBin("f", "integer", n)),
       g = factor(readBin("g", "integer", n)), u = readBin("u", "double", n), v = readBin("v", "double", n))`,
    {
      'polr factors': 'MASS::polr(y ~ f + g, d, Hess = TRUE)',
      'clm factors': 'ordinal::clm(y ~ f + g, data = d)',
      'polr continuous': 'MASS::polr(y ~ u + v, d, Hess = TRUE)',
      'clm continuous': 'ordinal::clm(y ~ u + v, data = d)',
    },
  )
  const plain = { intervals: 'wald', termTests: false } as const
  return [
    {
      what: 'ordered logit, n = 10⁵, two factors',
      ours: medianTime(() => orderedLogit(factors, plain)),
      rivals: { polr: inR['polr factors'], clm: inR['clm factors'] },
      aim: 'ten times faster than polr, not slower than clm',
    },
    {
      what: 'the same with profile intervals and term tests',
      ours: medianTime(() => orderedLogit(factors)),
      rivals: {},
      aim: 'cost grows with cells, not with n',
    },
    {
      what: 'ordered logit, n = 10⁵, two continuous covariates',
      ours: medianTime(() => orderedLogit(continuous, plain)),
      rivals: { polr: inR['polr continuous'], clm: inR['clm continuous'] },
      aim: 'ten times faster than polr, not slower than clm',
    },
    {
      what: 'bias-reduced ordered logit, n = 10⁵, two factors',
      ours: medianTime(() => biasReducedLogit(factors)),
      rivals: {},
      aim: 'cost grows with cells, not with n',
    },
  ]
}
