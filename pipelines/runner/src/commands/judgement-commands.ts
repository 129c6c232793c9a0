import { seenJudgements } from '@pejling/association'
import { didYouMean, type JudgementState } from '@pejling/indicators'
import { coderOf, judgeUnit, listHouseJudgements, settleJudgement } from '@pejling/ledger'
import { type Edition, listJudgements } from '@pejling/warehouse'
import type { Command } from 'commander'
import type { House } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { seenBy } from './agreement-command.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling interviews judgements` and `judge`. */
export function addJudgementCommands(interviews: Command): void {
  interviews
    .command('judgements')
    .description('units that coders judge: who has judged, who agrees, what is to be settled')
    .requiredOption('--study <study>')
    .option(...asJson)
    .action(does(judgementsCommand))
  interviews
    .command('judge')
    .description('judge a unit, blind to the other coder; with --settle as a third between two who differ')
    .requiredOption('--study <study>')
    .requiredOption('--variable <variable>')
    .requiredOption('--unit <unit>')
    .requiredOption('--value <category>', 'a category of the variable, or not_codable')
    .option('--note <words>', 'why; never a person')
    .option('--settle', 'settle between two who differ')
    .option(...asJson)
    .action(does(judgeCommand))
}

/** `pejling interviews judgements --study …`: the same object as `/interviews/…/judgements` shows. */
export async function judgementsCommand({
  study,
  json,
}: {
  study: string
  json?: boolean
}): Promise<ExitCode> {
  const { states } = await withEdition(undefined, (edition, house) => judged(edition, house, study))
  if (json) printJson(states)
  else if (states.length === 0) print('no rule asks coders to judge')
  else print(aligned([['variable', 'unit', 'state', 'yours', 'you may'], ...states.map(stateLine)]))
  return 0
}

type Judged = {
  study: string
  variable: string
  unit: string
  value: string
  note?: string
  settle?: boolean
  json?: boolean
}

/** `pejling interviews judge --study … --variable … --unit … --value …`. */
export async function judgeCommand({ value, settle, json, ...given }: Judged): Promise<ExitCode> {
  const after = await withEdition(undefined, async (edition, house) => {
    const { study, variable, unit } = given
    const { variables, units } = await judged(edition, house, study)
    const asked = variables.find(({ id }) => id === variable)
    const ids = variables.map(({ id }) => id)
    if (!asked) throw new Error(`unknown variable of judgements: ${variable}${didYouMean(variable, ids)}`)
    if (!units.includes(unit)) throw new Error(`unknown unit of ${study}: ${unit}${didYouMean(unit, units)}`)
    const categories = [...asked.categories!.map(({ id }) => id), 'not_codable']
    if (!categories.includes(value))
      throw new Error(`unknown category of ${variable}: ${value}${didYouMean(value, categories)}`)
    const before = (await listJudgements(edition, study)).filter(
      (one) => one.variable === variable && one.unit === unit,
    )
    const judgement = { ...given, ...(value === 'not_codable' ? {} : { value }), by: house.caller.by, before }
    await (settle ? settleJudgement : judgeUnit)(house.ledger, judgement)
    const { states } = await judged(edition, house, study)
    return states.find((one) => one.variable === variable && one.unit === unit)!
  })
  if (json) printJson(after)
  else print(`${after.variable} of ${after.unit}: ${after.state}; it counts from the next pejling run on`)
  return 0
}

async function judged(edition: Edition, house: House, study: string) {
  const { ledger, caller } = house
  const viewer = await seenBy(edition, house, study)
  const coder = await coderOf(ledger, study, caller.by)
  return seenJudgements(edition, { study, coder }, await listHouseJudgements(ledger, study), viewer)
}

function stateLine({ variable, unit, state, own, may }: JudgementState): string[] {
  return [variable, unit, state, own ? (own.value ?? 'not_codable') : '–', may ?? '–']
}
