import { open } from 'node:fs/promises'
import type { Choices, Guess, ReceivedColumn } from '@pejling/indicators'
import type { Opened, SentFile } from '../opened.ts'
import { openText } from '../text/open-text.ts'
import { Unreadable } from '../unreadable.ts'
import { isLimeSurvey, limeSurveyColumns } from './limesurvey.ts'
import { structureColumns } from './limesurvey-structure.ts'
import { dictionaryColumns, isDictionary } from './redcap.ts'
import { smallTable } from './small-table.ts'
import { surveyXactColumns, surveyXactFiles } from './surveyxact.ts'
import { namedColumns } from '../columns.ts'
import type { TextRecord } from '../text/records.ts'

/**
 * Opens delimited files: one, which may be LimeSurvey's, or several that belong together as SurveyXact or REDCap sends them. Of
 * files that do not belong together one is read, the one that was chosen.
 *
 * @throws Unreadable
 */
export async function openTexts(files: SentFile[], chosen: Choices, structure?: SentFile): Promise<Opened> {
  const wanted = (format: Choices['format']) => chosen.format === undefined || chosen.format === format
  const survey = wanted('surveyxact') ? surveyXactFiles(files) : undefined
  if (survey) {
    const opened = await openText(survey.dataset, chosen)
    return described(opened, 'surveyxact', await surveyXactColumns(survey))
  }
  if (wanted('redcap')) {
    const found = await dictionaryAmong(files)
    if (found) return withDictionary(found, files, chosen)
  }
  const file = await tableAmong(files, chosen)
  const opened = await openText(file, chosen)
  const sheets = files.length > 1 ? { sheets: files.map(({ name }) => name) } : {}
  const guesses = files.length > 1 ? [fileGuess(file, files, chosen), ...opened.guesses] : opened.guesses
  const choices = files.length > 1 ? { ...opened.choices, table: file.name } : opened.choices
  if (!wanted('limesurvey') || !(structure || isLimeSurvey(opened.columns)))
    return { ...opened, ...sheets, guesses, choices }
  const coded = { ...opened, ...sheets, guesses, choices, columns: limeSurveyColumns(opened.columns) }
  const known = structure ? describedColumns(coded, await structureColumns(structure)) : coded.columns
  const { columns } = namedColumns(file.name, 1, known)
  return renamed(coded, 'limesurvey', columns)
}

async function dictionaryAmong(
  files: SentFile[],
): Promise<{ file: SentFile; records: TextRecord[] } | undefined> {
  for (const file of files) {
    // Its names stand in the first row; only then is all of it read.
    if (!/field.?name/i.test(await beginning(file.path))) continue
    const records = await smallTable(file)
    if (records[0] && isDictionary(records[0].cells)) return { file, records }
  }
  return undefined
}

async function beginning(path: string): Promise<string> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4096), position: 0 })
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function withDictionary(
  { file, records }: { file: SentFile; records: TextRecord[] },
  files: SentFile[],
  chosen: Choices,
): Promise<Opened> {
  const dictionary = dictionaryColumns(records)
  const [rows] = files.filter((other) => other !== file)
  if (!rows) {
    const opened = await openText(file, chosen)
    const problem = {
      ...{ file: file.name, rule: 'missing-file', severity: 'stops' as const },
      message: 'expected the rows beside the data dictionary, found the dictionary alone',
    }
    return { ...renamed(opened, 'redcap', opened.columns), dictionary, problems: [problem] }
  }
  const opened = await openText(rows, chosen)
  const known = new Map(dictionary.map((column) => [column.name, column]))
  return { ...described(opened, 'redcap', known), dictionary }
}

async function tableAmong(files: SentFile[], { table }: Choices): Promise<SentFile> {
  if (table === undefined) return files[0]
  const file = files.find(({ name }) => name === table)
  if (!file) throw new Unreadable('table', `expected a file called ${table}, found none`)
  return file
}

function fileGuess(file: SentFile, files: SentFile[], { table }: Choices): Guess {
  return {
    ...{
      what: 'table',
      value: file.name,
      alternatives: files.map(({ name }) => name).filter((name) => name !== file.name),
    },
    why:
      table === undefined
        ? { da: 'Den første fil.', en: 'The first file.' }
        : { da: 'Valgt.', en: 'Chosen.' },
    ...(table !== undefined && { chosen: true as const }),
  }
}

function described(
  opened: Opened,
  format: 'surveyxact' | 'redcap',
  known: Map<string, ReceivedColumn>,
): Opened {
  return renamed(opened, format, describedColumns(opened, known))
}

/** The columns of a file with what another file says of them, by their name or by what stands in the file. */
function describedColumns({ columns }: Opened, known: Map<string, ReceivedColumn>): ReceivedColumn[] {
  return columns.map((column) => {
    const { label, labels, type, range, identifier } =
      known.get(column.heading ?? column.name) ?? known.get(column.name) ?? {}
    return {
      ...column,
      ...(label && { label }),
      ...(labels && { labels }),
      ...(type && { type }),
      ...(range && { range }),
      ...(identifier && { identifier }),
    }
  })
}

const whys = {
  surveyxact: { da: 'Filerne hedder som SurveyXacts.', en: 'The files are called as those of SurveyXact.' },
  limesurvey: {
    da: 'Dens første kolonner er LimeSurveys.',
    en: 'Its first columns are those of LimeSurvey.',
  },
  redcap: {
    da: 'En af filerne er en datakodebog fra REDCap.',
    en: 'One of the files is a data dictionary of REDCap.',
  },
}

/** The same file with its columns called otherwise: a table in SQL is named by its place. */
function renamed(opened: Opened, format: keyof typeof whys, columns: ReceivedColumn[]): Opened {
  const guess: Guess = { what: 'format', value: format, why: whys[format], alternatives: ['delimited'] }
  return {
    ...{
      ...opened,
      format,
      columns,
      choices: { ...opened.choices, format },
      guesses: [guess, ...opened.guesses],
    },
    stage: async (folder) => opened.stage(folder, columns),
  }
}
