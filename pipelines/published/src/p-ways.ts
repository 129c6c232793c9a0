import {
  chiSquare,
  exactChiSquare,
  exactGamma,
  exactKendallS,
  fisherFreemanHalton,
  goodmanKruskalGamma,
  kendallS,
} from '@pejling/statistics'

/** One way to a p-value: what it rests on, and for how many sides. */
export type Way = { id: string; sides: 1 | 2; p: number }

/** What a p may have been printed for. */
export type Tested = 'gamma' | 'chi2' | 'any'

const remembered = new Map<string, Way[]>()

/**
 * The p-value of a cross table under each way of computing it that a report may have used. Gamma: by ASE0 or ASE1, by
 * Kendall's S, or exact given the margins, one- or two-sided (one-sided in the direction seen). χ²: Pearson or
 * likelihood ratio, by approximation or exact, and Fisher–Freeman–Halton. `any`: all of them.
 */
export function pWays(counts: number[][], tested: Tested): Way[] {
  const key = `${tested} ${JSON.stringify(counts)}`
  const known = remembered.get(key)
  if (known) return known
  const ways = [
    ...(tested === 'chi2' ? [] : orderedWays(counts)),
    ...(tested === 'gamma' ? [] : independenceWays(counts)),
  ]
  remembered.set(key, ways)
  return ways
}

// What is too large to be exact in some hundredths of a second was not printed as exact either; no draws are wanted.
const exactly = { workLimit: 2e6, draws: 1 }

function orderedWays(counts: number[][]): Way[] {
  const gamma = goodmanKruskalGamma(counts)
  if (gamma.estimate === undefined) return []
  const [byGamma, byS] = [exactGamma(counts, exactly), exactKendallS(counts, exactly)]
  const seen = gamma.estimate >= 0 ? 'upper' : 'lower'
  return [
    ...bothSides('ASE1', gamma.pAse1?.p),
    ...bothSides('ASE0', gamma.pAse0?.p),
    ...bothSides('Kendall', kendallS(counts).pValue?.p),
    ...(byGamma.exact ? bothSides('exact gamma', byGamma.twoSided.p, byGamma[seen].p) : []),
    ...(byS.exact ? bothSides('exact S', byS.twoSided.p, byS[seen].p) : []),
  ]
}

function independenceWays(counts: number[][]): Way[] {
  const { pValue, likelihoodRatio, df } = chiSquare(counts)
  if (df === 0) return []
  const exact = [
    ['exact χ²', exactChiSquare(counts, exactly)] as const,
    ['exact G²', exactChiSquare(counts, { ...exactly, statistic: 'likelihood-ratio' })] as const,
    ['Fisher', fisherFreemanHalton(counts, exactly)] as const,
  ]
  return [
    ...way('χ²', 2, pValue?.p),
    ...way('G²', 2, likelihoodRatio.pValue?.p),
    ...exact.flatMap(([id, test]) => (test.exact ? way(id, 2, test.twoSided.p) : [])),
  ]
}

function bothSides(id: string, twoSided: number | undefined, oneSided = half(twoSided)): Way[] {
  return [...way(id, 2, twoSided), ...way(id, 1, oneSided)]
}

function half(p: number | undefined): number | undefined {
  return p === undefined ? undefined : p / 2
}

function way(id: string, sides: 1 | 2, p: number | undefined): Way[] {
  return p === undefined ? [] : [{ id, sides, p }]
}

/** `ASE1 0.0023 (1: 0.0011), ASE0 0.013 (1: 0.0063)`: two-sided, and one-sided after `1:`. */
export function waysInWords(ways: Way[]): string {
  const ids = [...new Set(ways.map(({ id }) => id))]
  return ids
    .map((id) => {
      const two = ways.find((way) => way.id === id && way.sides === 2)
      const one = ways.find((way) => way.id === id && way.sides === 1)
      return `${id} ${[two && shortP(two.p), one && `(1: ${shortP(one.p)})`].filter(Boolean).join(' ')}`
    })
    .join(', ')
}

/** The smallest and the largest of the ways: `0.0011–0.018`. */
export function pRange(ways: Way[]): string {
  const ps = ways.map(({ p }) => p)
  return ps.length === 0 ? '?' : `${shortP(Math.min(...ps))}–${shortP(Math.max(...ps))}`
}

/** Two digits that say something, and no more than they can. */
export function shortP(p: number): string {
  return p < 0.00005 ? '<0.0001' : String(Number(p.toPrecision(2)))
}
