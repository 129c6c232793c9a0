import { resolve } from 'node:path'
import { exportUnit, type UnitFormat, unitFormats } from '@pejling/export'
import { didYouMean, type Language, languages } from '@pejling/indicators'
import { recordAct } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import type { Command } from 'commander'
import { type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling study rows`. */
export function addStudyRowsCommand(study: Command): void {
  study
    .command('rows')
    .description(
      'the rows of a unit as a file: for SPSS or Stata with labels, levels and reasons for missing',
    )
    .argument('<study>')
    .argument('<unit>')
    .argument('<file>', `a new file; its ending says what it is: ${unitFormats.join(', ')}`)
    .option('--language <da|en>', 'of the labels in the file', 'da')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(studyRowsCommand))
}

type Options = { language: string; edition?: string; json?: boolean }

/**
 * `pejling study rows STUDY UNIT FILE`: for those who may see the rows.
 *
 * @throws `file: expected one that ends in sav, dta, csv or parquet, found x.xls (did you mean …?)`,
 *   `language: expected da or en, found se`, `output: … is there already`, and what `exportUnit` throws
 */
export async function studyRowsCommand(
  id: string,
  unit: string,
  to: string,
  { language, edition: wanted, json }: Options,
): Promise<ExitCode> {
  const file = resolve(to)
  const format = formatOf(to)
  if (!isLanguage(language)) throw new Error(`language: expected da or en, found ${language}`)
  const told = await withEdition(wanted, async (edition, { ledger, caller }) => {
    const study = await getStudy(edition, id)
    await exportUnit(edition, { study, unit, format, language }, viewerFor(caller, study), file)
    const details = { edition: edition.hash, unit, format }
    await recordAct(ledger, { ...caller.by, act: 'export-rows', subject: study.id, details })
    return { study: study.id, unit, edition: edition.hash, file, format }
  })
  if (json) printJson(told)
  else print(`rows of ${told.unit} of ${told.study}, edition ${told.edition}: ${file}`)
  return 0
}

function formatOf(file: string): UnitFormat {
  const ending = file.split('.').at(-1) ?? ''
  const format = unitFormats.find((known) => known === ending.toLowerCase())
  if (format) return format
  throw new Error(
    `file: expected one that ends in ${unitFormats.join(', ')}, found ${file}${didYouMean(ending, unitFormats)}`,
  )
}

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)
