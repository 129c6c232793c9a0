/** The Strengths and Difficulties Questionnaire's scales, each 0–10; totals undefined if a part is. */
export type SdqScores = {
  emotional: number | undefined
  conduct: number | undefined
  hyperactivity: number | undefined
  peer: number | undefined
  prosocial: number | undefined
  /** Emotional + conduct + hyperactivity + peer, 0–40. */
  totalProblems: number | undefined
  /** Conduct + hyperactivity, 0–20. */
  externalising: number | undefined
  /** Emotional + peer, 0–20. */
  internalising: number | undefined
  answered: number
}

/**
 * Scores the 25 SDQ items by their numbers: 0 not true, 1 somewhat true, 2 certainly true; items 7, 11, 14, 21 and 25
 * are turned around here, not before. A scale with at least three of five items answered is the mean of those
 * answered times five, rounded (a half up); with fewer it is undefined. Bands need a norm table for the
 * country, age and informant, and are not made here.
 *
 * @param items answers to items 1 to 25 in order; `null` and `undefined` are unanswered
 * @throws `sdq: expected 25 items, found 24` · `sdq: expected 0, 1, 2 or nothing for item 3, found 6`
 * @example sdqScores(Array(25).fill(0)).hyperactivity // 4, from the two items turned around
 * @see Goodman 1997, Journal of Child Psychology and Psychiatry 38, 581–586; the scoring rules of sdqinfo.org
 */
export function sdqScores(items: readonly (number | null | undefined)[]): SdqScores {
  if (items.length !== 25) throw new RangeError(`sdq: expected 25 items, found ${items.length}`)
  items.forEach((answer, i) => {
    if (answer !== null && answer !== undefined && answer !== 0 && answer !== 1 && answer !== 2)
      throw new RangeError(`sdq: expected 0, 1, 2 or nothing for item ${i + 1}, found ${answer}`)
  })
  const emotional = scale(items, [3, 8, 13, 16, 24])
  const conduct = scale(items, [5, 7, 12, 18, 22])
  const hyperactivity = scale(items, [2, 10, 15, 21, 25])
  const peer = scale(items, [6, 11, 14, 19, 23])
  return {
    emotional,
    conduct,
    hyperactivity,
    peer,
    prosocial: scale(items, [1, 4, 9, 17, 20]),
    totalProblems: sum(emotional, conduct, hyperactivity, peer),
    externalising: sum(conduct, hyperactivity),
    internalising: sum(emotional, peer),
    answered: items.filter((answer) => answer !== null && answer !== undefined).length,
  }
}

const reversed = new Set([7, 11, 14, 21, 25])

function scale(items: readonly (number | null | undefined)[], numbers: number[]): number | undefined {
  const answers = numbers.flatMap((item) => {
    const answer = items[item - 1]
    return answer === null || answer === undefined ? [] : [reversed.has(item) ? 2 - answer : answer]
  })
  if (answers.length < 3) return undefined
  return Math.floor(0.5 + (5 * answers.reduce((total, answer) => total + answer, 0)) / answers.length)
}

function sum(...scales: (number | undefined)[]): number | undefined {
  return scales.reduce(
    (total, score) => (total === undefined || score === undefined ? undefined : total + score),
    0,
  )
}
