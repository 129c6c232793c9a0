import { type Suppression, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { type CodeFacts, codesUnder, getCode, listCodes } from './code-facts.ts'
import { type CodeOverlap, codeOverlap } from './code-overlap.ts'
import { codesAbove } from './code-rows.ts'
import { type CodeVersion, codeVersions } from './code-versions.ts'
import { codingIndex } from './coding-index.ts'
import { Different } from './different.ts'
import { openInterviews } from './interview-study.ts'
import { listSources } from './source-facts.ts'

export type CodeCard = {
  study: string
  code: CodeFacts
  /** From the outermost down to the one above it, and those right below it. */
  above: CodeFacts[]
  below: CodeFacts[]
  /** Of the code with all below it, by who gave it. */
  coders: { coder?: string; excerpts: number }[]
  excerpts: number
  interviews: number
  /** By unit, in the order of the units; an interview that is about none has no `unit`. */
  units: { unit?: string; excerpts: number; interviews: number }[]
  /** What became of it since the interviews were coded, the last change first. */
  versions: CodeVersion[]
  /** Other codes given at the same places, most places first. */
  together: CodeOverlap[]
  withheld?: Suppression
}

/**
 * A code with its place in the tree, who gave it, in which units, and what it was given together with; all counts are of
 * it and all below it. One who may not see the study's rows gets what the code is, and no counts.
 *
 * @throws `unknown study|interviews|code: …`
 */
export async function codeCard(
  edition: Edition,
  { study, code }: { study: string; code: string },
  viewer?: Viewer,
): Promise<CodeCard> {
  const { withheld } = await openInterviews(edition, study, viewer)
  const facts = await getCode(edition, study, code)
  const codes = await listCodes(edition, study)
  const names = codesAbove(code).slice(0, -1)
  const base = {
    ...{ study, code: facts },
    above: codes.filter((one) => names.includes(one.code)),
    below: codes.filter(({ above }) => above === code),
    versions: await codeVersions(edition, study, code),
  }
  if (withheld) {
    // How many codings moved is a count of single excerpts.
    const versions = base.versions.map((one) => ({
      ...one,
      moved: one.moved.map(({ from, to }) => ({ from, to })),
    }))
    return { ...base, versions, coders: [], excerpts: 0, interviews: 0, units: [], together: [], withheld }
  }
  const sources = await listSources(edition, study)
  const own = new Set((await codesUnder(edition, study, code)).map((one) => one.code))
  const index = await codingIndex(edition, study)
  const byCoder = new Different(index.coders.length)
  const bySource = new Different(index.sources.size)
  const isOwn = Uint8Array.from(index.codes.keys(), (one) => (own.has(one) ? 1 : 0))
  for (let source = 0; source < index.sources.size; source++)
    for (let i = index.from[source]; i < index.from[source + 1]; i++)
      if (isOwn[index.code[i]]) {
        byCoder.add(index.coder[i], index.excerpt[i])
        bySource.add(source, index.excerpt[i])
      }
  const countOf = (source: string) => bySource.counts[index.sources.get(source)!]
  const having = sources.filter(({ source }) => countOf(source) > 0)
  const sum = (of: typeof sources) => of.reduce((n, { source }) => n + countOf(source), 0)
  const interviewsOf = (of: typeof sources) => new Set(of.map(({ interview }) => interview)).size
  return {
    ...base,
    coders: index.coders.flatMap((coder, i) =>
      byCoder.counts[i] ? { ...(coder && { coder }), excerpts: byCoder.counts[i] } : [],
    ),
    ...{ excerpts: sum(having), interviews: interviewsOf(having) },
    units: [...Map.groupBy(having, ({ unit }) => unit)]
      .map(([unit, of]) => ({
        ...(unit !== undefined && { unit }),
        ...{ excerpts: sum(of), interviews: interviewsOf(of) },
      }))
      .toSorted((a, b) => order(a.unit, b.unit)),
    together: (await codeOverlap(edition, { study, code, limit: 12 }, viewer)).pairs,
  }
}

/** Those without one last. */
function order(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a.localeCompare(b, 'da', { numeric: true })
}
