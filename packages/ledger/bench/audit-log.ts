import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  listAuditEntries,
  migrate,
  openLedger,
  owner,
  recordAct,
  roleOf,
  startPostgres,
  verifyAuditLog,
} from '../src/index.ts'

/**
 * How fast acts are recorded and how long a log of a million entries takes to verify, with how much memory; then one
 * entry is changed, and found. `node packages/ledger/bench/audit-log.ts [entries]`
 */
const length = Number(process.argv[2] ?? 1_000_000)

const home = await mkdtemp(join(tmpdir(), 'pejling-audit-log-'))
const { url, ownerUrl, stop } = await startPostgres(home)
const [ledger, keeper] = [openLedger(url, { connections: 16 }), openLedger(ownerUrl)]
try {
  await migrate(keeper, roleOf(url))
  await appending()
  for (const entries of [length / 10, length]) {
    await filling(entries)
    await verifying()
  }
  await reading()
  await tampering()
} finally {
  await Promise.all([ledger.destroy(), keeper.destroy()])
  await stop()
  await rm(home, { recursive: true, force: true })
}

async function appending(): Promise<void> {
  for (const writers of [1, 4, 16]) {
    const times: number[] = []
    const started = performance.now()
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (performance.now() - started < 5000) {
          const before = performance.now()
          await recordAct(ledger, { ...owner, act: 'see-rows', subject: 'study', details: { rows: 24 } })
          times.push(performance.now() - before)
        }
      }),
    )
    const rate = times.length / ((performance.now() - started) / 1000)
    times.sort((a, b) => a - b)
    const [median, p99] = [0.5, 0.99].map((share) => times[Math.floor(times.length * share)].toFixed(1))
    console.log(`${writers} writers: ${rate.toFixed(0)} acts a second, median ${median} ms, p99 ${p99} ms`)
  }
}

async function filling(upTo: number): Promise<void> {
  const { entries } = await verifyAuditLog(ledger)
  const started = performance.now()
  for (let made = entries; made < upTo; made += 50_000)
    await sql`INSERT INTO audit_entry (actor, role, act, subject, details)
      SELECT 'account-' || n % 97, 'analyst', 'see-rows', 'study-' || n % 7,
        jsonb_build_object('rows', n, 'table', 't' || n % 5)
      FROM generate_series(1, ${Math.min(50_000, upTo - made)}::int) AS n`.execute(ledger)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `filled to ${upTo} entries: ${((upTo - entries) / seconds).toFixed(0)} a second in statements of 50,000`,
  )
}

async function verifying(): Promise<void> {
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const started = performance.now()
  const { entries, intact, head } = await verifyAuditLog(ledger)
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  console.log(
    `${entries} entries ${intact ? 'in one chain' : 'NOT in one chain'}, head ${head.slice(0, 16)}…`,
  )
  console.log(
    `verified in ${seconds.toFixed(1)} s, ${(entries / seconds).toFixed(0)} a second; ` +
      `memory ${mega(before)} before, ${mega(peak)} at most`,
  )
}

async function reading(): Promise<void> {
  const day = new Date(Date.now() - 86_400_000)
  for (const filter of [{}, { actor: 'account-5' }, { act: 'run' }, { subject: 'study-3', from: day }]) {
    const started = performance.now()
    const found = await listAuditEntries(ledger, filter)
    const time = (performance.now() - started).toFixed(1)
    console.log(`the newest ${found.length} of ${JSON.stringify(filter)}: ${time} ms`)
  }
}

async function tampering(): Promise<void> {
  const id = length - 1
  await sql`ALTER TABLE audit_entry DISABLE TRIGGER ALL`.execute(keeper)
  await sql`UPDATE audit_entry SET actor = 'x' WHERE id = ${id}`.execute(keeper)
  const { intact, firstBroken } = await verifyAuditLog(ledger)
  console.log(`entry ${id} changed by a superuser: intact ${intact}, ${JSON.stringify(firstBroken)}`)
}
