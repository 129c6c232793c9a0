import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { StoredEntry } from './audit-log-entry.ts'

const names = ['id', 'at', 'actor', 'role', 'act', 'subject', 'details', 'previousHash', 'hash'] as const

/**
 * The entries of an exported file: one entry as JSON on each line, every value as it is stored.
 *
 * @throws `log.jsonl:12: expected an entry of the log as JSON`, or what the file system says
 */
export async function* readAuditLogFile(path: string): AsyncGenerator<StoredEntry> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1
    const entry = parsed(text)
    if (!entry) throw new Error(`${basename(path)}:${line}: expected an entry of the log as JSON`)
    yield entry
  }
}

function parsed(text: string): StoredEntry | undefined {
  try {
    const entry = JSON.parse(text) as Record<string, unknown>
    const whole = names.every((name) => typeof entry[name] === 'string' || entry[name] === null)
    return whole ? (entry as StoredEntry) : undefined
  } catch {
    return undefined
  }
}
