import { shortHash } from '@pejling/figures'
import { findRun, listEditions, listLive, listPins } from '@pejling/ledger'
import { editionFacts } from '#lib/server/edition-facts.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { listNames } from '#lib/server/people.ts'
import type { PageServerLoad } from './$types'

const pageLength = 20
const periods = 12

/** A page of all editions, newest first, with who made each and what it holds; and when each was live. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const page = numberOf(url.searchParams.get('page')) ?? 1
  const found = await fromLedger(async ({ ledger }) => {
    const editions = await listEditions(ledger)
    const shown = editions.slice((page - 1) * pageLength, page * pageLength)
    const [history, pins, people] = [await listLive(ledger), await listPins(ledger), await listNames(ledger)]
    const runs = await Promise.all(
      shown.map(({ run_id }) => (run_id === null ? undefined : findRun(ledger, run_id))),
    )
    return { editions, shown, history, pins, people, runs }
  })
  const { editions, shown, history, pins, people, runs } = found
  const rows = []
  for (const [i, { hash, created_at, live, run_id, note }] of shown.entries())
    rows.push({
      ...{ hash, live, madeAt: created_at, note: note ?? undefined, run: run_id ?? undefined },
      ...{ by: runs[i]?.requested_by, reason: runs[i]?.reason },
      kept: pins.some((pin) => pin.hash === hash),
      facts: await editionFacts(locals, hash),
    })
  const used = url.searchParams.get('used')
  const before = url.searchParams.get('before')
  const there = (hash: string | null) => editions.find((edition) => edition.hash === hash)?.hash
  return {
    ...{ rows, people, page, total: editions.length },
    older: editions.length > page * pageLength,
    live: editions.find(({ live }) => live)?.hash,
    /** What readers see, where this installation was told to show one edition whatever is live. */
    pinned: locals.editions.live?.hash,
    history: history
      .slice(0, periods)
      .map(({ hash, since }, i) => ({ hash, name: shortHash(hash), since, until: history[i - 1]?.since })),
    used: there(used),
    already: url.searchParams.has('already'),
    undo: there(before),
    names: editions.slice(0, 100).map(({ hash, live }) => ({ hash, live })),
    at: new Date(),
  }
}
