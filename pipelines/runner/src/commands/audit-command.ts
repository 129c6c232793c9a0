import { type AuditFinding, didYouMean, findingInWords, shownFindings } from '@pejling/indicators'
import { getStudy, listAuditFindings, listPublishedTables } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { aligned, type ExitCode, print, printJson, say } from '../output.ts'
import { findingsHidden } from '../findings-hidden.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling audit`. */
export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('every printed number of a study with its verdict')
    .requiredOption('--study <study>', 'the study')
    .option('--table <table>', 'one table only')
    .option('--all', 'in words too: those that agree as well')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(auditCommand))
}

type Options = { study: string; table?: string; edition?: string; json?: boolean; all?: boolean }

/**
 * `pejling audit --study … [--table …]`: every printed cell and statistic with its verdict. What was printed is not
 * ours to correct, so that a misprint is a finding and not a failure: the exit code is 0.
 */
export async function auditCommand({ study, table, edition, json, all }: Options): Promise<ExitCode> {
  const { findings, hidden } = await withEdition(edition, async (edition, { caller }) => {
    const viewer = viewerFor(caller, await getStudy(edition, study))
    const known = (await listPublishedTables(edition, study)).map(({ id }) => id)
    if (table && !known.includes(table)) throw new Error(`unknown table: ${table}${didYouMean(table, known)}`)
    const all = await listAuditFindings(edition, study)
    return {
      findings: shownFindings(all, viewer).filter((finding) => !table || finding.table === table),
      hidden: findingsHidden(viewer),
    }
  })
  if (json) printJson(findings)
  else printFindings(findings, all === true)
  if (hidden) say(hidden)
  return 0
}

function printFindings(findings: AuditFinding[], all: boolean): void {
  const shown = all ? findings : findings.filter(({ verdict }) => verdict === 'disagrees')
  const rows = shown.map(({ table, cell, printed, recomputed, verdict, rule }) => [
    ...[table, cell, printed || '(empty)', recomputed ?? '–', verdict.replaceAll('_', ' '), rule],
  ])
  if (rows.length) print(aligned([['table', 'cell', 'printed', 'recomputed', 'verdict', 'rule'], ...rows]))
  const told = findings.filter(({ verdict, reason }) => verdict === 'disagrees' && reason.code !== 'hidden')
  for (const finding of told)
    print(`${finding.table} ${finding.cell} (${finding.file}:${finding.line}): ${findingInWords(finding).en}`)
  const counts = new Map<string, number>()
  for (const { verdict } of findings) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  const total = [...counts].map(([verdict, n]) => `${n} ${verdict.replaceAll('_', ' ')}`).join(', ')
  print(`${findings.length} printed numbers: ${total || 'none'}`)
}
