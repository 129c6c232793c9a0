import { type Filter, isUnder, type Suppression, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { codesUnder, getCode } from './code-facts.ts'
import { codeRows, codesAbove } from './code-rows.ts'
import { codingIndex } from './coding-index.ts'
import { filteredSources } from './interview-facets.ts'
import { openInterviews } from './interview-study.ts'
import { overlapCounts, type SharedText } from './overlap-counts.ts'

/**
 * Two codes at the same places of texts. `places` are stretches of text that both were given to, in so many `interviews`;
 * `jaccard` is the text both were given to as a share of the text that either was (Jaccard 1901), counted in characters.
 */
export type CodeOverlap = {
  codes: [string, string]
  places: number
  interviews: number
  jaccard: number
}

export type OverlapQuestion = {
  study: string
  /** Only pairs with this code, it and all below it taken as one. */
  code?: string
  /** Only codes below this one, to so many levels (all if left out); a code counts with all below it that are not shown. */
  under?: string
  levels?: number
  where?: readonly Filter[]
  limit?: number
}

export type OverlapList = { study: string; pairs: CodeOverlap[]; n: number; withheld?: Suppression }

/**
 * Which codes were given to the same text, by anybody: most places first. A code and one below it are no pair, since a row
 * counts with all below it. Only places in texts can overlap.
 *
 * @throws `unknown study|interviews|code|filter: …`
 */
export async function codeOverlap(
  edition: Edition,
  { study, code, under, levels = 99, where, limit = 100 }: OverlapQuestion,
  viewer?: Viewer,
): Promise<OverlapList> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (code !== undefined) await getCode(edition, study, code)
  if (withheld) return { study, pairs: [], n: 0, withheld }
  const shown = codeRows(await codesUnder(edition, study, under), under, levels).map((row) => row.code)
  const rows = [...new Set([...shown, ...(code === undefined ? [] : [code])])].toSorted()
  const rowNumber = new Map(rows.map((one, i) => [one, i]))
  const index = await codingIndex(edition, study)
  const isShown = new Set(shown)
  const rowOf = Int32Array.from(index.codes.keys(), (one) => {
    const above = codesAbove(one)
    const row =
      code !== undefined && above.includes(code) ? code : above.findLast((name) => isShown.has(name))
    return row === undefined ? -1 : rowNumber.get(row)!
  })
  const one = code === undefined ? undefined : rowNumber.get(code)
  const found = overlapCounts(index, await filteredSources(edition, study, where), {
    ...{ rowOf, rows: rows.length, one },
    isPair: (a, b) => !isUnder(rows[a], rows[b]) && !isUnder(rows[b], rows[a]),
  })
  return {
    study,
    pairs: mostPlaces(found, limit).map(({ rows: [a, b], ...shared }) => ({
      codes: b === one ? [rows[b], rows[a]] : [rows[a], rows[b]],
      ...shared,
    })),
    n: found.length,
  }
}

/** The first of them, most places first, without sorting those that come after. */
function mostPlaces(found: readonly SharedText[], limit: number): SharedText[] {
  const having: number[] = []
  for (const { places } of found) having[places] = (having[places] ?? 0) + 1
  let [least, enough] = [having.length, 0]
  while (least > 0 && enough < limit) enough += having[--least] ?? 0
  return found
    .filter(({ places }) => places >= least)
    .toSorted(
      (a, b) =>
        b.places - a.places || b.jaccard - a.jaccard || a.rows[0] - b.rows[0] || a.rows[1] - b.rows[1],
    )
    .slice(0, limit)
}
