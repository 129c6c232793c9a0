import { type AgreementQuestion, didYouMean, type Viewer } from '@pejling/indicators'
import { clusteredAgreement, type PairCounts } from '@pejling/statistics'
import {
  characterCounts,
  type CodeCount,
  type CoderPair,
  type Edition,
  excerptCounts,
  getStudy,
  listCoderPairs,
  type SharedCounts,
} from '@pejling/warehouse'
import type { CodeAgreement, InterviewAgreement } from './agreement.ts'
import { isSkewed } from './skewed.ts'
import { valueAgreements } from './value-agreements.ts'

/**
 * Do two coders of a study's interviews see the same? By character, by unit of coding or by the values of the units, for
 * each code (or variable) and for all codes together. Errors come from how the texts (at the level of units: the units)
 * differ, never from characters.
 *
 * Somebody who may not see all of a closed study gets no values of units, under an embargo nothing.
 *
 * @throws `unknown study: …`, `unknown coder: p3k… (did you mean …?)`, `coders: expected two who share a source, found …`
 */
export async function interviewAgreement(
  edition: Edition,
  question: AgreementQuestion,
  viewer: Viewer,
): Promise<InterviewAgreement> {
  const { study } = await getStudy(edition, question.study).then(({ id }) => ({ study: id }))
  const pairs = await listCoderPairs(edition, study)
  const { level = 'excerpt', units = 'overlap', below = false, weights = 'linear' } = question
  const nothing: InterviewAgreement = {
    ...{ study, level, pairs, units, below, weights, pieces: 0, sources: 0, codes: [], values: [] },
  }
  if (viewer.sees === 'nothing') return { ...nothing, pairs: [], because: 'embargo' }
  const pair = pairOf(pairs, question)
  if (!pair) return { ...nothing, because: 'no-pair' }
  const { first, second } = pair
  if (level === 'unit') {
    if (viewer.sees !== 'all') return { ...nothing, pair, because: 'hidden' }
    const values = await valueAgreements(edition, { study, first, second, weights })
    return { ...nothing, pair, sources: pair.sources, values }
  }
  const counted =
    level === 'character'
      ? await characterCounts(edition, { study, first, second, below })
      : await excerptCounts(edition, { study, first, second, below, units })
  return { ...nothing, pair, ...codeAgreements(counted) }
}

/** The two who are asked about, or those who share most; in the order of their names. */
export function pairOf(
  pairs: CoderPair[],
  { first, second }: Pick<AgreementQuestion, 'first' | 'second'>,
): CoderPair | undefined {
  const asked = [first, second].filter((coder) => coder !== undefined)
  const known = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))]
  for (const coder of asked)
    if (!known.includes(coder)) throw new Error(`unknown coder: ${coder}${didYouMean(coder, known)}`)
  const found = pairs.find((pair) => asked.every((coder) => [pair.first, pair.second].includes(coder)))
  if (!found && asked.length > 0)
    throw new Error(`coders: expected two who share a source, found ${asked.join(' and ')}`)
  return found
}

function codeAgreements({
  sources,
  codes,
}: SharedCounts): Pick<InterviewAgreement, 'pieces' | 'sources' | 'overall' | 'codes'> {
  const byCode = Map.groupBy(codes, ({ code }) => code)
  const places = new Map(sources.map(({ source }, at) => [source, at]))
  const clustersOf = (given: CodeCount[], decisions: number): PairCounts[] => {
    const clusters = sources.map(({ pieces }) => ({
      both: 0,
      first: 0,
      second: 0,
      neither: pieces * decisions,
    }))
    for (const { source, both, first, second } of given) {
      const counts = clusters[places.get(source)!]
      counts.both += both
      counts.first += first
      counts.second += second
      counts.neither -= both + first + second
    }
    return clusters
  }
  const agreementOn = (given: CodeCount[], decisions: number): CodeAgreement => {
    const clusters = clustersOf(given, decisions)
    const sum = (name: keyof PairCounts) => clusters.reduce((total, counts) => total + counts[name], 0)
    const counts = { both: sum('both'), first: sum('first'), second: sum('second'), neither: sum('neither') }
    const agreement = clusteredAgreement(clusters)
    const n = agreement.percent.n
    const share = n > 0 ? (counts.both + (counts.first + counts.second) / 2) / n : 0
    const largest = Math.max(share, 1 - share)
    return {
      ...{ sources: new Set(given.map(({ source }) => source)).size, counts, agreement },
      ...(isSkewed(agreement, largest) ? { skewed: largest } : {}),
    }
  }
  const found = [...byCode].map(([code, given]) => ({ code, ...agreementOn(given, 1) }))
  const amount = ({ counts: { both, first, second } }: CodeAgreement) => both + first + second
  return {
    pieces: sources.reduce((sum, { pieces }) => sum + pieces, 0),
    sources: sources.length,
    ...(byCode.size > 0 ? { overall: agreementOn(codes, byCode.size) } : {}),
    codes: found.toSorted((one, other) => amount(other) - amount(one)),
  }
}
