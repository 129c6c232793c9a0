import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { didYouMean } from '@pejling/indicators'
import {
  acts,
  type AuditEntry,
  type AuditFilter,
  type AuditVerdict,
  type ChainBreak,
  listAuditEntries,
  readAuditLogFile,
  streamAuditLog,
  verifyAuditLog,
  verifyChain,
} from '@pejling/ledger'
import type { Command } from 'commander'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling audit-log …`. */
export function addAuditLogCommands(program: Command): void {
  const auditLog = program
    .command('audit-log')
    .description('who did what and when; entries are chained by hash')
  filtered(auditLog.command('list').description('newest first'))
    .option('--before <number>', 'only entries before this one, for the next page')
    .option('--limit <n>', 'how many at most, 50 if not said')
    .option(...asJson)
    .action(does(listAuditLogCommand))
  auditLog
    .command('verify')
    .description('compute the whole chain anew; keep the head it prints somewhere else')
    .option('--head <hash>', 'a head kept from before: is all up to it unchanged?')
    .option('--file <file>', 'an exported log instead of the ledger')
    .option(...asJson)
    .action(does(verifyAuditLogCommand))
  filtered(auditLog.command('export').description('as lines of JSON, oldest first')).action(
    does(exportAuditLogCommand),
  )
}

type FilterWords = Partial<Record<'actor' | 'act' | 'subject' | 'from' | 'to' | 'before', string>>

/** `pejling audit-log list`: the newest entries that pass the filters, newest first. */
export async function listAuditLogCommand({
  json,
  limit = '50',
  ...words
}: FilterWords & { limit?: string; json?: boolean }): Promise<ExitCode> {
  const [filter, most] = [filterOf(words), wholeNumber('limit', limit)]
  const entries = await withHouse(({ ledger }) => listAuditEntries(ledger, filter, most))
  if (json) printJson(entries)
  else print(entries.length ? aligned(entries.map(cells)) : 'no entry')
  return 0
}

/** `pejling audit-log verify`: computes the whole chain anew, in the ledger or in an exported file. */
export async function verifyAuditLogCommand({
  json,
  head,
  file,
}: {
  json?: boolean
  head?: string
  file?: string
}): Promise<ExitCode> {
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head))
    throw new Error(`invalid head; expected 64 hexadecimal digits: ${head}`)
  const verdict = await (file === undefined
    ? withHouse(({ ledger }) => verifyAuditLog(ledger, head))
    : verifyChain(readAuditLogFile(file), head))
  if (json) printJson(verdict)
  else print(inWords(verdict, head))
  return verdict.intact && (head === undefined || verdict.knownHeadAt !== undefined) ? 0 : 1
}

/** `pejling audit-log export`: entries as lines of JSON, oldest first, every value as it is stored. */
export async function exportAuditLogCommand(words: FilterWords): Promise<ExitCode> {
  const filter = filterOf(words)
  await withHouse(async ({ ledger }) => {
    const lines = Readable.from(linesOf(streamAuditLog(ledger, filter)))
    await pipeline(lines, process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
      // Whoever reads has had enough.
      if (error.code !== 'EPIPE') throw error
    })
  })
  return 0
}

async function* linesOf(entries: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`
}

function cells({ id, at, actor, role, act, subject, details }: AuditEntry): string[] {
  const who = actor === role ? actor : `${actor} (${role})`
  return [String(id), at.toISOString(), who, act, subject ?? '–', JSON.stringify(details)]
}

function inWords({ entries, firstBroken, head, knownHeadAt }: AuditVerdict, asked?: string): string {
  const lines = [
    firstBroken
      ? `the chain breaks: ${breakInWords(firstBroken)}; ${entries} entries before it are whole`
      : `${entries} entries in one unbroken chain`,
    `head ${head}`,
  ]
  if (asked !== undefined)
    lines.push(
      knownHeadAt === undefined
        ? `the head asked for is not in the chain: entries up to it were changed or removed`
        : `the head asked for is entry ${knownHeadAt}: nothing up to it was changed or removed`,
    )
  return lines.join('\n')
}

function breakInWords({ id, kind }: ChainBreak): string {
  if (kind === 'missing') return `entry ${id} is missing`
  if (kind === 'altered') return `entry ${id} is not what its hash was made of`
  return `entry ${id} does not follow the one before`
}

function filterOf({ from, to, before, ...words }: FilterWords): AuditFilter {
  const { act } = words
  if (act !== undefined && !acts.some((known) => known === act))
    throw new Error(`unknown act: ${act}${didYouMean(act, [...acts])}`)
  return {
    ...words,
    ...(from === undefined ? {} : { from: moment('from', from) }),
    ...(to === undefined ? {} : { to: moment('to', to) }),
    ...(before === undefined ? {} : { before: wholeNumber('before', before) }),
  }
}

function moment(name: string, text: string): Date {
  const date = new Date(text)
  const known = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  if (known && !Number.isNaN(date.getTime())) return date
  throw new Error(`${name}: expected 2026-11-01 (UTC) or 2026-11-01T09:30:00+01:00, found ${text}`)
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`${name}: expected a whole number from 1 on, found ${text}`)
}

function filtered(command: Command): Command {
  return command
    .option('--actor <id>', 'who: the id of an account, owner or nobody')
    .option('--act <act>', 'what: run, sign-in, role-change …')
    .option('--subject <id>', 'about what or whom')
    .option('--from <moment>', 'from this day or moment on')
    .option('--to <moment>', 'before this day or moment')
}
