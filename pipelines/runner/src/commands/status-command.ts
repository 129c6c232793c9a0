import type { Study } from '@pejling/indicators'
import { findLatestRun } from '@pejling/ledger'
import { listStudies, openEdition } from '@pejling/warehouse'
import type { Command } from 'commander'
import { type ExpectedRound, expectedRounds } from '../expected-rounds.ts'
import { planRun } from '../graph/plan.ts'
import { editionFile } from '../home.ts'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson, shown } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling status`. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('what is live, what the last run did, whether a run would change anything')
    .option(...asJson)
    .action(does(statusCommand))
}

/** `pejling status`: what is live, what the last run did, and whether a run would change anything. */
export async function statusCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  const status = await withHouse(async ({ home, ledger }) => {
    const { plan } = await planRun(home, ledger)
    const { live, hash, upToDate, problems } = plan
    const rounds = live === undefined ? [] : expectedRounds(await studiesOf(editionFile(home, live)))
    const latestRun = await findLatestRun(ledger)
    return { live, data: hash, upToDate, problems, rounds, latestRun, home: home.path }
  })
  if (json) printJson(status)
  else print(inWords(status))
  return 0
}

async function studiesOf(file: string): Promise<Study[]> {
  const edition = await openEdition(file, { connections: 1 })
  try {
    return await listStudies(edition)
  } finally {
    await edition.close()
  }
}

type Status = {
  live?: string
  data?: string
  upToDate: boolean
  rounds: ExpectedRound[]
  latestRun?: Awaited<ReturnType<typeof findLatestRun>>
  home: string
}

function inWords({ live, data, upToDate, rounds, latestRun, home }: Status): string {
  const lines = [
    `home           ${home}`,
    `live edition   ${live ?? 'none yet'}`,
    `data and code  ${upToDate ? `built as ${data}` : 'changed since the last edition; pejling run'}`,
    ...rounds.map(roundInWords),
  ]
  if (!latestRun) return [...lines, 'latest run     none yet'].join('\n')
  const { id, status, started_at, message, steps } = latestRun
  lines.push(
    `latest run     ${id} ${status}, ${started_at?.toISOString() ?? ''}${message ? `: ${message}` : ''}`,
  )
  const rows = steps.map((step) => [
    `  ${step.step}`,
    step.status,
    shown(step.rows),
    `${shown(step.milliseconds, 0)} ms`,
  ])
  return [...lines, aligned(rows, { right: [2, 3] })].join('\n')
}

function roundInWords({ study, after, expected, daysLate }: ExpectedRound): string {
  const days = `${daysLate} day${daysLate === 1 ? '' : 's'}`
  const late = daysLate > 0 ? `, overdue by ${days}` : ''
  return `next round     ${study}: expected ${expected} after ${after}${late}`
}
