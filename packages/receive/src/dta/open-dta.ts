import { isAscii, isUtf8 } from 'node:buffer'
import type { Choices, Guess, ReceivedColumn, UploadEncoding } from '@pejling/indicators'
import { ByteFile } from '../byte-file.ts'
import { namedColumns } from '../columns.ts'
import { neutralTable } from '../neutral-table.ts'
import type { Opened, RowBatches, SentFile } from '../opened.ts'
import { toTextOf } from '../sav/sav-variables.ts'
import type { SingleByte } from '../text/encodings.ts'
import { countDanish } from '../text/scan-text.ts'
import { numberText } from '../sav/sav-cell.ts'
import { dtaType } from './dta-cell.ts'
import type { DtaDictionary, ToText } from './dta-dictionary.ts'
import { readNewDictionary } from './read-new-dictionary.ts'
import { readOldDictionary } from './read-old-dictionary.ts'
import { readRows } from './read-rows.ts'

const headRows = 500

/**
 * Opens a file of Stata 8 or later: values stay what they are, their labels beside them; `.a` to `.z` are declared missing.
 *
 * @throws Unreadable
 */
export async function openDta({ name, path }: SentFile, chosen: Choices): Promise<Opened> {
  const encoding = await encodingOf(path, chosen.encoding)
  const toText = untilZero(toTextOf(encoding.value as UploadEncoding))
  const dictionary = await dictionaryOf(path, toText)
  const { columns, problems } = namedColumns(
    name,
    1,
    dictionary.variables.map((variable) => columnOf(variable, dictionary)),
  )
  const head = await headOf(path, dictionary, toText)
  return {
    ...{ format: 'dta', file: name, name, columns, head, problems, guesses: [encoding] },
    choices: {
      ...chosen,
      format: 'dta',
      encoding: encoding.value as UploadEncoding,
      decimal: '.',
      thousands: '',
      dateOrder: 'ymd',
    },
    stage: async (folder) => {
      const reasons = columns.map(() => new Set<string>())
      const batches = noting(readRows(path, dictionary, toText), dictionary, reasons)
      const staged = await neutralTable(folder, columns, batches)
      for (const [at, found] of reasons.entries()) if (found.size > 0) columns[at].missing = [...found].sort()
      return staged
    },
  }
}

async function dictionaryOf(path: string, toText: ToText): Promise<DtaDictionary> {
  const file = await ByteFile.open(path)
  try {
    const isNew = (await file.peek(1))[0] === 0x3c
    return await (isNew ? readNewDictionary(file, toText) : readOldDictionary(file, toText))
  } finally {
    await file.close()
  }
}

function columnOf(
  { name, label, format, labelName, type }: DtaDictionary['variables'][number],
  { labels }: DtaDictionary,
): ReceivedColumn {
  const set = typeof type === 'number' || type === 'long-text' ? [] : (labels.get(labelName) ?? [])
  return {
    ...{ name, type: typeof type === 'number' || type === 'long-text' ? 'text' : dtaType(format) },
    ...(label && { label }),
    ...(set.length > 0 && {
      labels: set.map(({ value, label }) => ({ value: labelledValue(value), label })),
    }),
  }
}

/** Labels are of whole numbers; those above the largest long are of `.a` to `.z`. */
function labelledValue(value: number): string {
  const reason = value - 2_147_483_621
  return reason > 0 && reason <= 26 ? `.${String.fromCharCode(96 + reason)}` : numberText(value)
}

async function headOf(path: string, dictionary: DtaDictionary, toText: ToText): Promise<string[][]> {
  for await (const batch of readRows(path, dictionary, toText))
    return batch.slice(0, headRows).map(({ cells }) => cells)
  return []
}

async function* noting(
  batches: RowBatches,
  { variables }: DtaDictionary,
  reasons: Set<string>[],
): RowBatches {
  const coded = variables.flatMap(({ type }, at) =>
    typeof type === 'number' || type === 'long-text' ? [] : [at],
  )
  for await (const batch of batches) {
    for (const { cells } of batch)
      for (const at of coded) if (/^\.[a-z]$/.test(cells[at])) reasons[at].add(cells[at])
    yield batch
  }
}

function untilZero(toText: ToText): ToText {
  return (bytes) => {
    const end = bytes.indexOf(0)
    return toText(end < 0 ? bytes : bytes.subarray(0, end))
  }
}

/** From Stata 14 on texts are UTF-8; before that nothing says what they are, so their letters must. */
async function encodingOf(path: string, chosen?: UploadEncoding): Promise<Guess> {
  const all: UploadEncoding[] = ['utf-8', 'windows-1252', 'macintosh', 'cp850']
  const guess = (value: UploadEncoding, why: Guess['why']): Guess => ({
    ...{ what: 'encoding', value, why, alternatives: all.filter((other) => other !== value) },
    ...(chosen && { chosen: true as const }),
  })
  if (chosen) return guess(chosen, { da: 'Valgt.', en: 'Chosen.' })
  const plain = untilZero((bytes) => Buffer.from(bytes).toString('latin1'))
  const dictionary = await dictionaryOf(path, plain)
  if (dictionary.release >= 118)
    return guess('utf-8', { da: 'Stata 14 og senere skriver UTF-8.', en: 'Stata 14 and later write UTF-8.' })
  const texts = [
    ...dictionary.variables.flatMap(({ name, label }) => [name, label]),
    ...[...dictionary.labels.values()].flat().map(({ label }) => label),
    ...(await headOf(path, dictionary, plain)).flat(),
  ]
  const letters = Buffer.from(texts.join('\n'), 'latin1')
  if (isUtf8(letters) && !isAscii(letters))
    return guess('utf-8', {
      da: 'Filen siger det ikke, men dens tekster er UTF-8.',
      en: 'The file does not say, but its texts are.',
    })
  const danish = countDanish(letters)
  const best = (['windows-1252', 'macintosh', 'cp850'] as SingleByte[]).reduce((most, name) =>
    danish[name] > danish[most] ? name : most,
  )
  return guess(
    best,
    danish[best] > 0
      ? { da: 'Sådan bliver flest tegn til æ, ø og å.', en: 'This way most signs become æ, ø and å.' }
      : {
          da: 'Filen siger det ikke; sådan skrev Stata før version 14.',
          en: 'The file does not say; so Stata wrote before version 14.',
        },
  )
}
