import { didYouMean, type Study, type Viewer } from '@pejling/indicators'
import { listWrittenCondensations } from '@pejling/ledger'
import {
  codeCard,
  codeMatrix,
  codeOverlap,
  type Edition,
  interviewFilters,
  listExcerpts,
  listInterviewValues,
  type MatrixMeasure,
  matrixMeasures,
  openInterviews,
  type Reading,
  searchNotes,
  searchTexts,
  sourceCard,
} from '@pejling/warehouse'
import { type Command, InvalidArgumentError } from 'commander'
import type { House } from '../house.ts'
import { readingFor } from '../interview-reading.ts'
import {
  codeCardInWords,
  excerptsInWords,
  matrixInWords,
  overlapInWords,
  searchInWords,
  sourceInWords,
  valuesInWords,
} from '../interviews-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, collected, ofEdition } from './option.ts'

const ofStudy = ['--study <study>', 'the study'] as const
const filtered = ['--where <name:value>', 'only these interviews; may be repeated', collected] as const
const limited = ['--limit <n>', 'so many at most', whole] as const

/** Registers what `/interviews/…` shows: codes, sources, excerpts and words of them. */
export function addInterviewSights(interviews: Command): void {
  const sight = (line: string, description: string) =>
    interviews
      .command(line)
      .description(description)
      .requiredOption(...ofStudy)
      .option(...asJson)
      .option(...ofEdition)
  sight('matrix', 'how often each code was given, by units, interviews, coders or anything fixed of them')
    .option('--by <columns>', 'unit, source, coder, a classification or a variable of the unit', 'unit')
    .option('--under <code>', 'only the codes below this one')
    .option('--levels <n>', 'so many levels of the tree; if left out as many as give 30 rows', whole)
    .option('--sort <measure>', `most first: ${matrixMeasures.join(', ')}`, measure)
    .option('--column <key>', 'sorted by this column instead of the total; - is the one without')
    .option(...filtered)
    .action(does(matrixCommand))
  sight('code <code>', 'a code, whom it was given about, by whom, and together with what').action(
    does(codeCommand),
  )
  sight('values', 'what rules made of the codings, unit by unit, with rule, version and coders')
    .option('--variable <variable>', 'only of this one')
    .action(does(valuesCommand))
  sight('source <source>', 'an interview with its codes, line by line').action(does(sourceCommand))
  sight('excerpts', 'excerpts by code, interview, unit or coder')
    .option('--code <code>', 'given this code or one below it')
    .option('--source <source>', 'in this interview')
    .option('--unit <unit>', 'about this unit')
    .option('--coder <coder>', 'coded by this one, by pseudonym')
    .option(...filtered)
    .option(...limited)
    .action(does(excerptsCommand))
  sight('search <words>', 'words in the texts, in any inflection')
    .option(...filtered)
    .option(...limited)
    .action(does(searchCommand))
  sight('cooccurrence', 'codes that were given to the same places')
    .option('--code <code>', 'only pairs with this one')
    .option('--under <code>', 'only codes below this one')
    .option(...filtered)
    .option(...limited)
    .action(does(cooccurrenceCommand))
}

type Options = { study: string; where?: string[]; limit?: number; edition?: string; json?: boolean }
type Asked = { edition: Edition; study: Study; viewer: Viewer; reading: Reading; house: House }

/** `pejling interviews matrix --study …`: the same object as `/interviews/…` shows. */
export async function matrixCommand(
  options: Options & { by: string; under?: string; levels?: number; sort?: MatrixMeasure; column?: string },
): Promise<ExitCode> {
  const { by, under, levels, sort, column } = options
  return see(options, matrixInWords, async ({ edition, study, viewer, reading }) => {
    const where = await whereOf(edition, options, viewer)
    const names = !('refused' in reading) || reading.names
    return codeMatrix(edition, { study: study.id, by, under, levels, sort, column, where, names }, viewer)
  })
}

export async function codeCommand(code: string, options: Options): Promise<ExitCode> {
  return see(options, codeCardInWords, ({ edition, study, viewer }) =>
    codeCard(edition, { study: study.id, code }, viewer),
  )
}

export async function valuesCommand(options: Options & { variable?: string }): Promise<ExitCode> {
  const { variable } = options
  return see(options, valuesInWords, ({ edition, study, viewer }) =>
    listInterviewValues(edition, { study: study.id, variable }, viewer),
  )
}

export async function sourceCommand(source: string, options: Options): Promise<ExitCode> {
  return see(options, sourceInWords, ({ edition, study, viewer, reading }) =>
    sourceCard(edition, { study: study.id, source }, reading, viewer),
  )
}

export async function excerptsCommand(
  options: Options & { code?: string; source?: string; unit?: string; coder?: string },
): Promise<ExitCode> {
  const { code, source, unit, coder, limit } = options
  return see(options, excerptsInWords, async ({ edition, study, viewer, reading }) => {
    const where = await whereOf(edition, options, viewer)
    return listExcerpts(
      edition,
      { study: study.id, code, source, unit, coder, where, limit },
      reading,
      viewer,
    )
  })
}

/** `pejling interviews search … --study …`: what `/interviews/…/search` shows, with `notes` beside the texts. */
export async function searchCommand(q: string, options: Options): Promise<ExitCode> {
  const { limit } = options
  return see(options, searchInWords, async ({ edition, study, viewer, reading, house }) => {
    const where = await whereOf(edition, options, viewer)
    // An older edition says what it said.
    const written =
      options.edition === undefined ? await listWrittenCondensations(house.ledger, study.id) : []
    const found = await searchTexts(edition, { study: study.id, q, where, limit }, reading, viewer)
    const notes = await searchNotes(edition, { study: study.id, q, limit }, reading, viewer, written)
    return { ...found, notes }
  })
}

export async function cooccurrenceCommand(
  options: Options & { code?: string; under?: string },
): Promise<ExitCode> {
  const { code, under, limit } = options
  return see(options, overlapInWords, async ({ edition, study, viewer }) => {
    const where = await whereOf(edition, options, viewer)
    return codeOverlap(edition, { study: study.id, code, under, where, limit }, viewer)
  })
}

/** Asks an edition as the caller may see it, and prints the answer as JSON or in words. */
export async function see<Answer>(
  { study: id, edition: wanted, json }: Pick<Options, 'study' | 'edition' | 'json'>,
  inWords: (answer: Answer, study: Study) => string,
  ask: (asked: Asked) => Promise<Answer>,
): Promise<ExitCode> {
  await withEdition(wanted, async (edition, house) => {
    // An unknown study says so before anything is asked about who sees it.
    const { study, texts } = await openInterviews(edition, id, { sees: 'nothing', rows: false })
    const viewer = viewerFor(house.caller, study)
    const answer = await ask({
      edition,
      study,
      viewer,
      house,
      reading: await readingFor(house, study, texts),
    })
    if (json) printJson(answer)
    else print(inWords(answer, study))
  })
  return 0
}

/** What can be filtered by is known to those only who see the interviews one by one. */
async function whereOf(edition: Edition, { study, where = [] }: Options, { rows }: Viewer) {
  return rows ? interviewFilters(edition, study, where) : []
}

function whole(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError(`expected a whole number from 1, found ${text}`)
}

function measure(text: string): MatrixMeasure {
  const found = matrixMeasures.find((known) => known === text)
  if (found) return found
  throw new InvalidArgumentError(
    `expected one of ${matrixMeasures.join(', ')}, found ${text}${didYouMean(text, matrixMeasures)}`,
  )
}
