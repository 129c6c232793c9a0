import type { FrameTerm, ModelFrame } from './model-frame.ts'

/** A column of the design: an indicator of a level, or a covariate as (value - center) / scale. */
export type DesignColumn = { name: string; term: string; level?: string; center: number; scale: number }

/** Main effects as numbers: `x` holds one row per pattern. */
export type Design = {
  columns: DesignColumn[]
  x: Float64Array
  /** Columns that carry no information of their own; their coefficients are undefined. */
  aliased: { name: string; term: string; level?: string; reason: 'no-observations' | 'collinear' }[]
  /** The level the others of a factor are compared with. */
  references: { term: string; level: string; declared: string }[]
}

/** Variations of the same design that tests need. */
export type DesignChoice = {
  /** Only these terms; all if missing. */
  terms?: readonly string[]
  /** Compare with another level than the first that occurs. */
  reference?: { term: string; level: string }
  /** Treat one level as if it were another. */
  merge?: { term: string; level: string; into: string }
}

/**
 * Turns the terms of a frame into columns: indicators for the levels of a factor except its reference, and
 * centred and scaled covariates (so that numbers like 1987 or 10⁶ cost no digits).
 */
export function designMatrix(frame: ModelFrame, choice: DesignChoice = {}): Design {
  const totals = patternWeights(frame)
  const aliased: Design['aliased'] = []
  const references: Design['references'] = []
  const candidates: (DesignColumn & { values: Float64Array })[] = []
  for (const term of frame.terms) {
    if (choice.terms && !choice.terms.includes(term.name)) continue
    if ('values' in term) {
      const standard = standardised(term.values, totals)
      if (standard) candidates.push({ name: term.name, term: term.name, ...standard })
      else aliased.push({ name: term.name, term: term.name, reason: 'collinear' })
      continue
    }
    const codes = mergedCodes(term, choice)
    const occurs = new Set(codes)
    const asked = choice.reference?.term === term.name ? term.levels.indexOf(choice.reference.level) : -1
    const reference = asked >= 0 ? asked : term.levels.findIndex((_, code) => occurs.has(code))
    term.levels.forEach((level, code) => {
      const name = `${term.name}=${level}`
      if (code === reference) references.push({ term: term.name, level, declared: term.levels[0] })
      else if (occurs.has(code)) {
        const values = Float64Array.from(codes, (found) => (found === code ? 1 : 0))
        candidates.push({ name, term: term.name, level, center: 0, scale: 1, values })
      } else if (choice.merge?.term !== term.name || choice.merge.level !== level)
        aliased.push({ name, term: term.name, level, reason: 'no-observations' })
    })
  }

  const independent = independentColumns(
    candidates.map(({ values }) => values),
    totals,
  )
  const kept = candidates.filter((_, i) => independent[i])
  candidates.forEach(({ name, term, level }, i) => {
    if (!independent[i])
      aliased.push({ name, term, ...(level !== undefined && { level }), reason: 'collinear' })
  })
  const x = new Float64Array(frame.patterns * kept.length)
  kept.forEach(({ values }, c) => {
    for (let g = 0; g < frame.patterns; g++) x[g * kept.length + c] = values[g]
  })
  return { columns: kept.map(({ values: _, ...column }) => column), x, aliased, references }
}

/** Sum of weights of every pattern. */
export function patternWeights({ patterns, start, weight }: ModelFrame): Float64Array {
  const totals = new Float64Array(patterns)
  for (let g = 0; g < patterns; g++) for (let i = start[g]; i < start[g + 1]; i++) totals[g] += weight[i]
  return totals
}

function mergedCodes(term: Extract<FrameTerm, { codes: unknown }>, { merge }: DesignChoice): Int32Array {
  if (merge?.term !== term.name) return term.codes
  const from = term.levels.indexOf(merge.level)
  const into = term.levels.indexOf(merge.into)
  return term.codes.map((code) => (code === from ? into : code))
}

function standardised(
  values: Float64Array,
  totals: Float64Array,
): { center: number; scale: number; values: Float64Array } | undefined {
  const center = weightedMean(values, totals)
  const scale = Math.sqrt(weightedProduct(values, center, values, center, totals) / sumOf(totals))
  if (!(scale > 1e-13 * Math.abs(center))) return undefined
  const found = new Float64Array(values.length)
  for (let g = 0; g < values.length; g++) found[g] = (values[g] - center) / scale
  return { center, scale, values: found }
}

/** Which columns are not a combination of the constant and of columns before them, as in R's pivoting. */
function independentColumns(columns: Float64Array[], totals: Float64Array): boolean[] {
  const means = columns.map((values) => weightedMean(values, totals))
  const rows: Float64Array[] = []
  return columns.map((values, j) => {
    const row = new Float64Array(j + 1)
    const own = weightedProduct(values, means[j], values, means[j], totals)
    let rest = own
    for (let i = 0; i < j; i++) {
      if (rows[i][i] === 0) continue
      let sum = weightedProduct(values, means[j], columns[i], means[i], totals)
      for (let k = 0; k < i; k++) sum -= row[k] * rows[i][k]
      row[i] = sum / rows[i][i]
      rest -= row[i] * row[i]
    }
    row[j] = rest > 1e-11 * own ? Math.sqrt(rest) : 0
    rows.push(row)
    return row[j] > 0
  })
}

function sumOf(totals: Float64Array): number {
  let sum = 0
  for (let g = 0; g < totals.length; g++) sum += totals[g]
  return sum
}

function weightedMean(values: Float64Array, totals: Float64Array): number {
  let n = 0
  let sum = 0
  for (let g = 0; g < values.length; g++) {
    n += totals[g]
    sum += totals[g] * values[g]
  }
  return sum / n
}

function weightedProduct(
  a: Float64Array,
  meanOfA: number,
  b: Float64Array,
  meanOfB: number,
  totals: Float64Array,
): number {
  let sum = 0
  for (let g = 0; g < totals.length; g++) sum += totals[g] * (a[g] - meanOfA) * (b[g] - meanOfB)
  return sum
}
