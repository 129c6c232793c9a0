/**
 * How much a disagreement between two categories still counts as agreement: `identity` not at all; `linear`
 * and `quadratic` by how many places they are apart (Cohen 1968; Fleiss and Cohen 1973); or a matrix of one's own.
 */
export type AgreementWeights = 'identity' | 'linear' | 'quadratic' | readonly (readonly number[])[]

/**
 * The matrix of weights for k ordered categories: 1 on the diagonal, 0 for the two ends of a scale.
 *
 * @throws `weights: expected 3 × 3 numbers, found 2 rows` · `weights: expected 3 × 3 numbers, found 2 in row 1` ·
 *   `weights: expected 1 on the diagonal and 0 to 1 elsewhere, found 2` · `weights: expected symmetric
 *   weights, found 0.5 and 0 for categories 1 and 2`
 * @example agreementWeights('linear', 3) // [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]
 */
export function agreementWeights(weights: AgreementWeights, k: number): number[][] {
  if (typeof weights === 'string')
    return Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (_, j) => namedWeight(weights, i, j, k)),
    )
  if (weights.length !== k)
    throw new RangeError(`weights: expected ${k} × ${k} numbers, found ${weights.length} rows`)
  weights.forEach((row, i) => {
    if (row.length !== k)
      throw new RangeError(`weights: expected ${k} × ${k} numbers, found ${row.length} in row ${i + 1}`)
  })
  return weights.map((row, i) =>
    row.map((weight, j) => {
      if (!(i === j ? weight === 1 : weight >= 0 && weight <= 1))
        throw new RangeError(`weights: expected 1 on the diagonal and 0 to 1 elsewhere, found ${weight}`)
      if (weight !== weights[j][i])
        throw new RangeError(
          `weights: expected symmetric weights, found ${weight} and ${weights[j][i]} for categories ${i + 1} and ${j + 1}`,
        )
      return weight
    }),
  )
}

/** The name of the weights, for a sentence about the method. */
export function weightsInWords(weights: AgreementWeights): string {
  return typeof weights !== 'string'
    ? 'own weights'
    : weights === 'identity'
      ? 'unweighted'
      : `${weights} weights`
}

function namedWeight(name: 'identity' | 'linear' | 'quadratic', i: number, j: number, k: number): number {
  if (i === j) return 1
  const apart = Math.abs(i - j) / (k - 1)
  return name === 'identity' ? 0 : name === 'linear' ? 1 - apart : 1 - apart ** 2
}
