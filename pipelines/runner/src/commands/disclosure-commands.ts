import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  assertThreshold,
  didYouMean,
  type HeldThreshold,
  thresholdFile,
  thresholdState,
  type ThresholdState,
  withDecisions,
} from '@pejling/indicators'
import { decideThreshold, listPeople, listThresholdDecisions, type ThresholdDecision } from '@pejling/ledger'
import { getStudy, listStudies } from '@pejling/warehouse'
import type { Command } from 'commander'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { tableText } from '../uploads/house-rows.ts'
import { changeOf, thresholdTable } from '../uploads/threshold-overlay.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'
import { proveCommand } from './prove-command.ts'

/** Registers `pejling disclosure …`: what is hidden of studies that are not open, and why. */
export function addDisclosureCommands(program: Command): void {
  const disclosure = program
    .command('disclosure')
    .description('what is hidden of studies that are not open, and why')
  disclosure
    .command('show')
    .description('the smallest counts that are shown, by study and unit, with the reasons')
    .argument('[study]', 'of one study, with every decision')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(showCommand))
  disclosure
    .command('set')
    .description('decide a larger smallest count; it counts from the next run on')
    .argument('<study>')
    .argument('<unit>', 'institution, child …')
    .argument('<threshold>', 'a whole number, or own for what study.yaml says')
    .requiredOption('--reason <words>', 'why; never a person; stands in the log of acts and in every edition')
    .option(...asJson)
    .action(does(setCommand))
  disclosure
    .command('prove')
    .description('the range everybody can work out of each hidden count; 1 if one is below its threshold')
    .argument('<study>')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(proveCommand))
  disclosure
    .command('decided')
    .description('what was decided in the house, for the study folder')
    .argument('<study>')
    .option('--output <folder>', 'the study’s folder: writes thresholds.csv there')
    .option(...asJson)
    .action(does(decidedCommand))
}

type Options = { edition?: string; json?: boolean }
/** Who decided is told by the address of their account, or `owner`. */
type Shown = ThresholdState & { decisions: Omit<ThresholdDecision, 'study' | 'id'>[] }

/** `pejling disclosure show [STUDY]`: the same as `/disclosure` shows. */
export async function showCommand(study: string | undefined, { edition, json }: Options): Promise<ExitCode> {
  const shown = await withEdition(edition, async (open, { ledger }): Promise<Shown[]> => {
    const studies = study === undefined ? await listStudies(open) : [await getStudy(open, study)]
    const people = new Map((await listPeople(ledger)).map(({ id, email }) => [id, email]))
    const decided = (await listThresholdDecisions(ledger)).map((decision) => ({
      ...decision,
      by: people.get(decision.by) ?? decision.by,
    }))
    return studies.map((one) => {
      const own = decided.filter((decision) => decision.study === one.id)
      return {
        ...thresholdState(one, edition === undefined ? own.map(changeOf) : []),
        decisions: own.map(({ study: _, id: __, ...decision }) => decision),
      }
    })
  })
  if (json) printJson(study === undefined ? shown : shown[0])
  else print(shown.map((one) => inWords(one, study !== undefined)).join('\n\n'))
  return 0
}

/** `pejling disclosure set STUDY UNIT 5 --reason …`. */
export async function setCommand(
  id: string,
  unit: string,
  said: string,
  { reason, json }: { reason: string; json?: boolean },
): Promise<ExitCode> {
  const state = await withEdition(undefined, async (edition, { ledger, caller }) => {
    const study = await getStudy(edition, id)
    const threshold = said === 'own' ? null : Number(said)
    const units = study.units.map((one) => one.id)
    if (!units.includes(unit)) throw new Error(`unknown unit: ${unit}${didYouMean(unit, units)}`)
    assertThreshold(study, { unit, threshold, reason })
    const decisions = await listThresholdDecisions(ledger, id)
    const seen = decisions.at(-1)?.id ?? 0
    await decideThreshold(ledger, { study: id, unit, threshold, reason, seen, by: caller.by })
    const now = await listThresholdDecisions(ledger, id)
    const next = thresholdState(withDecisions(study, now.map(changeOf)), [])
    return next.thresholds.find((one) => one.unit === unit)!
  })
  if (json) printJson({ study: id, ...state })
  else print(`${unit}: ${state.threshold} (${whereFrom(state)}); it counts from the next pejling run on`)
  return 0
}

/** `pejling disclosure decided STUDY`: takes what was decided in the house into the study's folder, or prints it. */
export async function decidedCommand(
  study: string,
  { output, json }: { output?: string; json?: boolean },
): Promise<ExitCode> {
  const { path, header, rows } = await withHouse(async ({ ledger }) =>
    thresholdTable(await listThresholdDecisions(ledger, study)),
  )
  const text = tableText(header, rows)
  if (json) printJson(rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]]))))
  else if (output === undefined) print(text.trimEnd())
  else {
    await writeFile(join(output, path), text)
    print(`${join(output, thresholdFile)}: ${rows.length} rows`)
  }
  return 0
}

function inWords({ study, open, thresholds, awaiting, decisions }: Shown, whole: boolean): string {
  const line = (one: HeldThreshold) => [
    one.unit,
    `${one.threshold}`,
    `${whereFrom(one)}${one.belowUsual ? `, below the usual ${one.usual}` : ''}`,
    one.reason?.en ?? '',
  ]
  const told = decisions.map(({ unit, threshold, reason, by, at }) => [
    `  ${at.toISOString().slice(0, 10)}`,
    ...[unit, threshold === null ? 'own' : `${threshold}`, by === 'owner' ? 'the owner' : by, reason],
  ])
  return [
    `${study}${open ? ' (open: all counts are shown to all)' : ''}`,
    aligned(thresholds.map((one) => ['  ' + line(one)[0], ...line(one).slice(1)])),
    ...(awaiting.length
      ? [
          'from the next run on:',
          aligned(awaiting.map((one) => ['  ' + line(one)[0], ...line(one).slice(1)])),
        ]
      : []),
    ...(whole && told.length ? ['decisions:', aligned(told)] : []),
  ].join('\n')
}

function whereFrom({ from, day }: HeldThreshold): string {
  return { usual: 'the usual one', study: 'study.yaml', decided: `decided ${day}` }[from]
}
