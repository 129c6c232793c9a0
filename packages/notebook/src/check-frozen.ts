import type { Viewer } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import { parseRelation } from '@pejling/indicators'
import { sha256 } from './canonical.ts'
import { differences, type Difference } from './differences.ts'
import { editionContents } from './edition-contents.ts'
import type { Result } from './result.ts'
import { type Frozen, frozenName, sealOf } from './seal.ts'
import { seenAs } from './seen-as.ts'
import { type ResultHashes, takeResult } from './take-results.ts'

/** A frozen view as the ledger keeps it: what it is, its seal, and the texts of its results by their hashes. */
export type FrozenRecord = Frozen & { seal: string; texts: Readonly<Record<string, string>> }

/** A saved view as the ledger gives it. */
type KeptView = Omit<Frozen, 'view' | 'contents' | 'results'> & {
  id: number
  results: Record<string, string>
  frozen?: { seal: string; contents: string }
}

/** A view of the ledger with the texts of its results as the record that is checked; nothing if it is not frozen. */
export function recordOf(
  { id, results, frozen, study, question, figure, edition }: KeptView,
  texts: Readonly<Record<string, string>>,
): FrozenRecord | undefined {
  if (!frozen) return undefined
  const asked = { study, question, edition, ...(figure !== undefined && { figure }) }
  const { seal, contents } = frozen
  return { view: id, ...asked, contents, seal, results: results as ResultHashes, texts }
}

/** What the log of acts says of the freezing: the seal it wrote down, and whether the entry is as it was written. */
export type FrozenEntry = { seal?: string; whole: boolean }

/**
 * What was tampered with, or got lost.
 *
 * - `link`: the address is not the one that was given out
 * - `record`: the record is not what was sealed
 * - `result`: a kept result is not the one that was sealed
 * - `log`: the log of acts has no whole entry of this freezing with this seal
 * - `edition`: the edition's file does not hold what it held
 */
export type Tampering = 'link' | 'record' | 'result' | 'log' | 'edition'

/** Is what is kept what was frozen? Nothing is computed from the edition; a seal that was not said is not held against it. */
export function findTampering(
  record: FrozenRecord,
  entry: FrozenEntry | undefined,
  shownSeal: string | undefined,
): Tampering | undefined {
  const { view, seal, results, texts } = record
  if (shownSeal !== undefined && frozenName(view, seal) !== `${view}-${shownSeal}`) return 'link'
  if (sealOf(record) !== seal) return 'record'
  if (Object.values(results).some((hash) => texts[hash] === undefined || sha256(texts[hash]) !== hash))
    return 'result'
  if (!entry?.whole || entry.seal !== seal) return 'log'
  return undefined
}

/**
 * What was kept for somebody, what comes out now, and whether that is the same. `kept` is missing where it is not and they may
 * not see all: two patterns of hidden counts of one table could be put beside each other. They are told no differences either.
 */
export type Recomputed = {
  kept?: Result
  /** The canonical text of `kept`; empty where that is missing. */
  text: string
  now: Result
  nowText: string
  identical: boolean
  differences: Difference[]
}

/** Computes a view's result anew from an edition, for one who sees the study so, and holds it against what was kept. */
export async function recompute(
  edition: Edition,
  { question, results, texts }: Pick<KeptView, 'question' | 'results'> & Pick<FrozenRecord, 'texts'>,
  viewer: Viewer,
): Promise<Recomputed> {
  const text = texts[results[seenAs(viewer)]]
  const taken = await takeResult(edition, parseRelation(new URLSearchParams(question)), viewer)
  const [kept, now] = [JSON.parse(text) as Result, JSON.parse(taken.text) as Result]
  const today = { now, nowText: taken.text }
  if (taken.text === text) return { ...today, kept, text, identical: true, differences: [] }
  if (viewer.sees !== 'all') return { ...today, text: '', identical: false, differences: [] }
  return { ...today, kept, text, identical: false, differences: differences(kept, now) }
}

/** What a check of a frozen view found: tampering, or whether it comes out the same today. */
export type Verdict = { identical: boolean; tampering?: Tampering; differences: Difference[] }

/**
 * The whole check: what is kept against its seal and the log of acts, the edition's rows against what they were, and the
 * numbers computed anew. Several things may be wrong; the first that is found is told.
 *
 * @param open opens the edition's file afresh
 */
export async function verifyFrozen(
  record: FrozenRecord,
  entry: FrozenEntry | undefined,
  {
    shownSeal,
    open,
    viewerOf,
  }: {
    shownSeal: string | undefined
    open: () => Promise<Edition>
    viewerOf: (edition: Edition) => Promise<Viewer>
  },
): Promise<Verdict> {
  const refused = (tampering: Tampering): Verdict => ({ identical: false, tampering, differences: [] })
  const tampering = findTampering(record, entry, shownSeal)
  if (tampering) return refused(tampering)
  // A file that is gone or cut does not open, and DuckDB finds a changed block by its checksum.
  const edition = await open().catch(() => undefined)
  if (!edition) return refused('edition')
  try {
    if (!(await holdsWhatItHeld(edition, record).catch(() => false))) return refused('edition')
    const { identical, differences } = await recompute(edition, record, await viewerOf(edition))
    return { identical, differences }
  } finally {
    await edition.close()
  }
}

/** Does the edition's file hold what it held when the view was frozen? */
async function holdsWhatItHeld(
  edition: Edition,
  { edition: hash, study, contents }: Pick<Frozen, 'edition' | 'study' | 'contents'>,
): Promise<boolean> {
  return edition.hash === hash && (await editionContents(edition, study)) === contents
}
