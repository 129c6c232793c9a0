import { codingPlan, interviewAgreement } from '@pejling/association'
import {
  agreementLevels,
  type AgreementQuestion,
  agreementWeightings,
  codingUnits,
  didYouMean,
} from '@pejling/indicators'
import { type Edition, getStudy } from '@pejling/warehouse'
import { type Command, InvalidArgumentError } from 'commander'
import { agreementInWords } from '../agreement-in-words.ts'
import type { House } from '../house.ts'
import { planInWords } from '../coding-plan-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

const ofWeights = [
  '--weights <weights>',
  `of ordinal variables: ${agreementWeightings.join(', ')}`,
  oneOf(agreementWeightings),
] as const

/** Registers `pejling interviews agreement` and `pejling interviews plan-coding`. */
export function addAgreementCommands(interviews: Command): void {
  interviews
    .command('agreement')
    .description('do two coders see the same: by stretch of text, by character, or by the values of units')
    .requiredOption('--study <study>')
    .option('--level <level>', `${agreementLevels.join(', ')}; excerpt if not said`, oneOf(agreementLevels))
    .option('--coders <a,b>', 'two coders, by their pseudonyms; those who share most if not said')
    .option('--units <rule>', `what is a unit of coding: ${codingUnits.join(', ')}`, oneOf(codingUnits))
    .option('--below', 'a code below another counts as that too')
    .option(...ofWeights)
    .option(...asJson)
    .option(...ofEdition)
    .action(does(agreementCommand))
  interviews
    .command('plan-coding')
    .description('what double-coding 6, 12 or 24 units would buy')
    .requiredOption('--study <study>')
    .option('--variable <variable>', 'one that a rule makes; the first if not said')
    .option('--agreement <kappa>', 'the kappa to expect; the one observed, else 0.7', number)
    .option('--width <width>', 'the widest interval wanted; 0.3 if not said', number)
    .option(...ofWeights)
    .option(...asJson)
    .option(...ofEdition)
    .action(does(planCodingCommand))
}

type Options = Omit<AgreementQuestion, 'first' | 'second'> & {
  coders?: string
  edition?: string
  json?: boolean
}

/** `pejling interviews agreement --study …`: the same object as `/interviews/…/agreement` shows. */
export async function agreementCommand({ coders, edition, json, ...asked }: Options): Promise<ExitCode> {
  const found = await withEdition(edition, async (edition, house) =>
    interviewAgreement(edition, { ...asked, ...pairOf(coders) }, await seenBy(edition, house, asked.study)),
  )
  if (json) printJson(found)
  else print(agreementInWords(found))
  return 0
}

type PlanOptions = Parameters<typeof codingPlan>[1] & { edition?: string; json?: boolean }

/** `pejling interviews plan-coding --study …`: the same object as `/interviews/…/agreement/planner` shows. */
export async function planCodingCommand({ edition, json, ...asked }: PlanOptions): Promise<ExitCode> {
  const found = await withEdition(edition, async (edition, house) =>
    codingPlan(edition, asked, await seenBy(edition, house, asked.study)),
  )
  if (json) printJson(found)
  else print(planInWords(found))
  return 0
}

/** How the caller sees the study. */
export async function seenBy(edition: Edition, { caller }: House, study: string) {
  return viewerFor(caller, await getStudy(edition, study))
}

/** @throws `--coders: expected two, joined by a comma, found p3k…` */
export function pairOf(coders: string | undefined): { first?: string; second?: string } {
  if (coders === undefined) return {}
  const [first, second, ...more] = coders.split(',').map((coder) => coder.trim())
  if (!first || !second || more.length)
    throw new Error(`--coders: expected two, joined by a comma, found ${coders}`)
  return { first, second }
}

function oneOf<Word extends string>(words: readonly Word[]) {
  return (text: string): Word => {
    const found = words.find((word) => word === text)
    if (found) return found
    throw new InvalidArgumentError(
      `expected one of ${words.join(', ')}, found ${text}${didYouMean(text, words)}`,
    )
  }
}

function number(text: string): number {
  const found = Number(text)
  if (text.trim() === '' || Number.isNaN(found))
    throw new InvalidArgumentError(`expected a number, found ${text}`)
  return found
}
