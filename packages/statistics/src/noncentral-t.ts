import { logGamma, normalCdf } from './distributions.ts'

/**
 * P(T ≤ t) for Student's t with `df` degrees of freedom and noncentrality `shift`: T = (Z + shift) / s with
 * s² = χ²/df. Integrated over s by Gauss–Legendre panels that follow the density and the step of the normal, so
 * that large shifts, where the usual series underflows, are no harder. Absolute error below 10⁻¹².
 *
 * @example noncentralTCdf(0, 6, 0.5) // 0.3085375387259869 = P(Z ≤ -0.5)
 * @see Johnson, Kotz and Balakrishnan 1995, Continuous univariate distributions 2, eq. 31.14
 */
export function noncentralTCdf(t: number, df: number, shift: number): number {
  if (t === 0) return normalCdf(-shift)
  const spread = 12 / Math.sqrt(2 * df)
  const low = Math.max(0, 1 - spread)
  const high = 1 + spread
  const step = shift / t
  const width = 9 / Math.abs(t)
  // For the smallest t the step lies beyond all numbers, and no edge is needed there.
  const edges = [low, step - width, step, step + width, high]
    .filter((edge) => !Number.isNaN(edge))
    .map((edge) => Math.min(high, Math.max(low, edge)))
    .sort((a, b) => a - b)
  const scale = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2)
  const density = (s: number): number => Math.exp(scale + (df - 1) * Math.log(s) - (df * s * s) / 2)
  let total = 0
  for (let k = 1; k < edges.length; k++)
    total += integral((s) => normalCdf(t * s - shift) * density(s), edges[k - 1], edges[k])
  return Math.min(1, Math.max(0, total))
}

/** The noncentrality for which P(T ≤ t) = p; it falls as p grows. */
export function noncentralTShift(p: number, t: number, df: number): number {
  let low = t - 1
  let high = t + 1
  for (let reach = 1; noncentralTCdf(t, df, low) < p; reach *= 2) low -= reach
  for (let reach = 1; noncentralTCdf(t, df, high) > p; reach *= 2) high += reach
  while (high - low > 1e-12 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (noncentralTCdf(t, df, middle) > p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const panels = 12

function integral(of: (s: number) => number, from: number, to: number): number {
  const half = (to - from) / panels / 2
  let sum = 0
  if (half > 0)
    for (let panel = 0; panel < panels; panel++)
      for (let i = 0; i < nodes.length; i++)
        for (const side of [-1, 1]) sum += weights[i] * of(from + half * (2 * panel + 1 + side * nodes[i]))
  return sum * half
}

/** Gauss–Legendre with 12 points (Abramowitz and Stegun, table 25.4). */
const nodes = [
  0.125233408511468915, 0.367831498998180194, 0.587317954286617447, 0.769902674194304687,
  0.904117256370474857, 0.981560634246719251,
]
const weights = [
  0.249147045813402785, 0.233492536538354809, 0.203167426723065922, 0.160078328543346226,
  0.106939325995318431, 0.047175336386511827,
]
