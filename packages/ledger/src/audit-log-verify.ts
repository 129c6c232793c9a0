import { entryHash, noHash, type StoredEntry } from './audit-log-entry.ts'
import { streamAuditLog } from './audit-log-stream.ts'
import type { Ledger } from './ledger.ts'

/**
 * Where a chain breaks: an entry is `missing`, its content is `altered` (not what its hash was made of), or it is
 * `misplaced` (does not follow the one before).
 */
export type ChainBreak = { id: number; kind: 'missing' | 'altered' | 'misplaced' }

export type AuditVerdict = {
  /** How many entries stand in one chain, from the first on. */
  entries: number
  intact: boolean
  firstBroken?: ChainBreak
  /** The hash of the last of those entries: kept elsewhere, it pins down all that came before it. */
  head: string
  /** The entry whose hash is the head that was asked for; missing if none in the chain has it. */
  knownHeadAt?: number
}

/**
 * Goes through the whole log and computes every hash anew.
 *
 * @param knownHead a head that an earlier verification gave, to see that nothing up to it was rewritten
 */
export async function verifyAuditLog(ledger: Ledger, knownHead?: string): Promise<AuditVerdict> {
  return verifyChain(streamAuditLog(ledger), knownHead)
}

/** The same for entries from anywhere, from the log's first on. */
export async function verifyChain(
  entries: AsyncIterable<StoredEntry>,
  knownHead?: string,
): Promise<AuditVerdict> {
  let [count, head] = [0, noHash]
  let knownHeadAt = knownHead === noHash ? 0 : undefined
  for await (const entry of entries) {
    const firstBroken = findBreak(entry, count + 1, head)
    if (firstBroken) return { entries: count, intact: false, firstBroken, head, knownHeadAt }
    count += 1
    head = entry.hash!
    if (head === knownHead) knownHeadAt = count
  }
  return { entries: count, intact: true, head, knownHeadAt }
}

function findBreak(entry: StoredEntry, expected: number, previous: string): ChainBreak | undefined {
  if (entry.id === null) return { id: expected, kind: 'misplaced' }
  const id = Number(entry.id)
  if (id > expected) return { id: expected, kind: 'missing' }
  if (id < expected) return { id, kind: 'misplaced' }
  if (entryHash(entry) !== entry.hash) return { id, kind: 'altered' }
  if (entry.previousHash !== previous) return { id, kind: 'misplaced' }
  return undefined
}
