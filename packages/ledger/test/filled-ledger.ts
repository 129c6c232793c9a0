import { sql } from 'kysely'
import {
  clearQuotation,
  createUpload,
  decideThreshold,
  endRun,
  findRoundFacts,
  maskPassages,
  owner,
  pseudonymsFor,
  recordEdition,
  recordLook,
  saveView,
  recordSqlQuery,
  pinEdition,
  recordStep,
  setKeepRule,
  setRoundFacts,
  settleCoding,
  judgeUnit,
  writeCondensation,
  listCondensationVersions,
  listThresholdDecisions,
  requestPlan,
  requestRun,
  startRun,
  useEdition,
} from '../src/index.ts'
import type { Ledger } from '../src/index.ts'

/**
 * Puts at least one row into every table that a migration of ours makes. Whoever adds a table adds a row here: the test
 * of the way back finds a table that was left empty.
 */
export async function fillLedger(ledger: Ledger): Promise<void> {
  const { run } = await requestRun(ledger, { study: 'a' }, owner, 'filled for the test')
  const plan = { scope: {}, upToDate: false, steps: [], untouched: [], studies: {}, problems: [] }
  const step = { step: 'survey/a', key: 'k', status: 'waiting' as const }
  await startRun(ledger, run, { plan, steps: [step], processId: process.pid })
  await recordStep(ledger, run, 'survey/a', { status: 'done', rows: 1, milliseconds: 1 })
  await endRun(ledger, run, { status: 'done', edition: 'filled' })
  await requestPlan(ledger, {}, owner)
  await recordEdition(ledger, { hash: 'filled', codeVersion: '1', runId: run })
  await useEdition(ledger, 'filled', 'test', owner)
  await pinEdition(ledger, { hash: 'filled', kind: 'person', reason: 'test' }, owner)
  await setKeepRule(ledger, 5, owner)
  await ledger
    .insertInto('setup_link')
    .values({ token_hash: `filled ${run}`, expires_at: new Date(0), used_at: null })
    .execute()
  await fillUploads(ledger)
  await fillNotebook(ledger)
  await fillInterviews(ledger)
  await fillAgreement(ledger)
  await fillPeople(ledger, `filled ${run}`)
}

async function fillAgreement(ledger: Ledger): Promise<void> {
  const place = {
    study: 'a',
    source: 's',
    code: 'c',
    start_at: 0,
    end_at: 9,
    first: 'koder_a',
    second: 'koder_b',
  }
  await settleCoding(ledger, { ...place, keep: 'first', by: owner })
  const written = (await listCondensationVersions(ledger, 'a')).at(-1)
  await writeCondensation(ledger, {
    ...{ study: 'a', unit: 'u', code: 'c', author: 'koder_a', text: 't', excerpts: [], by: owner },
    seen: written?.id,
  })
  await judgeUnit(ledger, { study: 'a', variable: 'v', unit: 'u', value: 'x', by: owner, before: [] })
  const seen = (await listThresholdDecisions(ledger, 'a')).at(-1)?.id ?? 0
  await decideThreshold(ledger, { study: 'a', unit: 'b', threshold: 4, reason: 'x', seen, by: owner })
}

async function fillUploads(ledger: Ledger): Promise<void> {
  const files = [{ name: 'a.csv', sha256: '0'.repeat(64), bytes: 1 }]
  await createUpload(ledger, { study: 'a', round: '2026', unit: 'b', files }, owner)
  await pseudonymsFor(ledger, 'a', 'b', ['c'])
  const version = (await findRoundFacts(ledger, 'a', '2026'))?.version ?? 0
  await setRoundFacts(ledger, { study: 'a', round: '2026', facts: {}, seenVersion: version, by: owner })
}

async function fillNotebook(ledger: Ledger): Promise<void> {
  const asked = { study: 'a', question: '?', name: 'x', note: '', edition: 'filled' }
  const taken = [{ sha256: '0'.repeat(64), text: '{}' }]
  const view = await saveView(ledger, { ...asked, results: { all: taken[0].sha256 }, taken }, owner)
  await recordLook(ledger, { study: 'a', looker: 'x', relation: '?' })
  const list = await ledger
    .insertInto('reading_list')
    .values({ by: 'owner', name: 'x', note: '', shared: false, removed_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const part = { list: list.id, position: 1, view, text: null }
  await ledger.insertInto('reading_list_part').values(part).execute()
}

async function fillInterviews(ledger: Ledger): Promise<void> {
  const place = { study: 'a', textHash: 'a'.repeat(64), start: 0, end: 2 }
  await maskPassages(ledger, { ...place, ranges: [{ start: 0, end: 2, kind: 'name' }] }, owner)
  await clearQuotation(ledger, place, owner)
}

async function fillPeople(ledger: Ledger, person: string): Promise<void> {
  await sql`INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    VALUES (${person}, 'Filled', ${person}, false, now(), now()) ON CONFLICT DO NOTHING`.execute(ledger)
  await sql`INSERT INTO person_change (person, version, change, by) VALUES (${person}, 2, 'x', 'owner')`.execute(
    ledger,
  )
  await sql`INSERT INTO study_grant (person, study, "right", granted_by) VALUES (${person}, 'a', 'rows', 'owner')`.execute(
    ledger,
  )
  await sql`INSERT INTO invitation (token_hash, email, role, invited_by, expires_at)
    VALUES (${person}, ${person}, 'reader', 'owner', now())`.execute(ledger)
  await sql`INSERT INTO sign_in_attempt VALUES (${person}, 1, 5, 900, now(), false, now())`.execute(ledger)
  await sql`INSERT INTO password_link (token_hash, person, made_by, expires_at)
    VALUES (${person}, ${person}, 'owner', now())`.execute(ledger)
  await sql`INSERT INTO api_token (token_hash, person, study, name, expires_at)
    VALUES (${person}, ${person}, 'a', 'filled', now())`.execute(ledger)
  await sql`INSERT INTO api_request VALUES (${person}, now(), 1)`.execute(ledger)
  await recordSqlQuery(ledger, person, { edition: 'filled', sql: 'SELECT 1', milliseconds: 1, rows: 1 })
  await sql`INSERT INTO second_factor_use (person, code_hash) VALUES (${person}, 'x')`.execute(ledger)
}

/** Names of the tables that stand. */
export async function tableNames(ledger: Ledger): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
    WHERE schemaname = 'public' ORDER BY 1`.execute(ledger)
  return rows.map(({ name }) => name)
}

/** Does the table hold any row? */
export async function isEmpty(ledger: Ledger, table: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(ledger)
  return rows.length === 0
}
