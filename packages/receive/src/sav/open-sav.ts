import { isAscii, isUtf8 } from 'node:buffer'
import type { Choices, Guess, Problem, ReceivedColumn, UploadEncoding } from '@pejling/indicators'
import { ByteFile } from '../byte-file.ts'
import { namedColumns } from '../columns.ts'
import { limits } from '../limits.ts'
import { neutralTable } from '../neutral-table.ts'
import type { Opened, RowBatches, SentFile } from '../opened.ts'
import { readCases } from './read-cases.ts'
import { readDictionary } from './read-dictionary.ts'
import { savNumber, savType } from './sav-cell.ts'
import type { RawDictionary } from './sav-dictionary.ts'
import { type SavVariable, savVariables, type ToText, toTextOf, trimmed } from './sav-variables.ts'

const headRows = 500

/**
 * Opens a system file of SPSS, packed (.zsav) or not: values stay the numbers and texts they are, their labels beside them.
 *
 * @throws Unreadable
 */
export async function openSav(
  { name, path }: SentFile,
  format: 'sav' | 'zsav',
  chosen: Choices,
): Promise<Opened> {
  const raw = await dictionaryOf(path)
  const encoding = encodingOf(raw, chosen.encoding)
  const toText = toTextOf(encoding.value as UploadEncoding)
  const { variables, eights } = savVariables(raw, toText)
  const { columns, problems } = namedColumns(name, 1, variables.map(columnOf))
  const plan = { path, variables, eights, toText }
  const head: string[][] = []
  for await (const batch of rowsOf(plan)) {
    head.push(...batch.slice(0, headRows - head.length).map(({ cells }) => cells))
    if (head.length >= headRows) break
  }
  return {
    ...{ format, file: name, name, columns, head, problems, guesses: [encoding] },
    choices: {
      ...chosen,
      format,
      encoding: encoding.value as UploadEncoding,
      decimal: '.',
      thousands: '',
      dateOrder: 'ymd',
    },
    stage: async (folder) => {
      const found: Found = { missing: variables.map(() => new Set<string>()), cut: 0 }
      const staged = await neutralTable(folder, columns, rowsOf(plan, found))
      for (const [at, values] of found.missing.entries())
        if (values.size > 0) columns[at].missing = [...new Set([...(columns[at].missing ?? []), ...values])]
      return { ...staged, ...(found.cut > 0 && { problems: [cutLetters(name, found.cut)] }) }
    },
  }
}

async function dictionaryOf(path: string): Promise<RawDictionary> {
  const file = await ByteFile.open(path)
  try {
    return await readDictionary(file)
  } finally {
    await file.close()
  }
}

function columnOf({ name, label, labels, missing, width, format }: SavVariable): ReceivedColumn {
  const text = (value: number | string) => (typeof value === 'number' ? savNumber(value, format) : value)
  return {
    ...{ name, type: width > 0 ? 'text' : savType(format) },
    ...(label && { label }),
    ...(labels.length > 0 && { labels: labels.map(({ value, label }) => ({ value: text(value), label })) }),
    ...(missing.length > 0 && { missing: missing.map(text) }),
  }
}

const codePages: Record<number, UploadEncoding> = {
  ...{ 65001: 'utf-8', 1252: 'windows-1252', 28591: 'windows-1252', 28605: 'windows-1252' },
  ...{ 850: 'cp850', 10000: 'macintosh' },
}

/** What the file says, by name or by number; if it says neither, as of any text. */
function encodingOf(raw: RawDictionary, chosen?: UploadEncoding): Guess {
  const all: UploadEncoding[] = ['utf-8', 'windows-1252', 'macintosh', 'cp850']
  const guess = (value: UploadEncoding, why: Guess['why']): Guess => ({
    ...{ what: 'encoding', value, why, alternatives: all.filter((other) => other !== value) },
    ...(chosen && { chosen: true as const }),
  })
  if (chosen) return guess(chosen, { da: 'Valgt.', en: 'Chosen.' })
  const named = raw.extensions.get(20)?.bytes.toString('latin1').trim().toLowerCase()
  const page = raw.extensions.get(3)?.bytes
  const number = page && page.length >= 32 ? raw.numbers.int32(page, 28) : 0
  const said = encodingNamed(named) ?? codePages[number]
  if (said) return guess(said, { da: 'Filen siger det selv.', en: 'The file says so itself.' })
  const letters = Buffer.concat([
    ...raw.variables.flatMap(({ label }) => label ?? []),
    ...raw.labelSets.flatMap(({ labels }) => labels.map(({ label }) => label)),
  ])
  return isUtf8(letters) && !isAscii(letters)
    ? guess('utf-8', {
        da: 'Filen siger det ikke, men dens tekster er UTF-8.',
        en: 'The file does not say, but its texts are.',
      })
    : guess('windows-1252', {
        da: 'Filen siger det ikke; sådan skrev SPSS før UTF-8.',
        en: 'The file does not say; so SPSS wrote before UTF-8.',
      })
}

function encodingNamed(name: string | undefined): UploadEncoding | undefined {
  if (!name) return undefined
  if (/^utf-?8$/.test(name)) return 'utf-8'
  if (/1252|8859-?15?$|latin-?1/.test(name)) return 'windows-1252'
  if (/mac/.test(name)) return 'macintosh'
  return /850/.test(name) ? 'cp850' : undefined
}

/** What is only known after all rows: values in ranges declared missing, and texts cut within a letter. */
type Found = { missing: Set<string>[]; cut: number }

type Plan = { path: string; variables: SavVariable[]; eights: number; toText: ToText }

/** The rows as texts; values within a range declared missing are gathered in `found`. */
async function* rowsOf({ path, variables, eights, toText }: Plan, found?: Found): RowBatches {
  const file = await ByteFile.open(path)
  try {
    const raw = await readDictionary(file)
    let line = 0
    for await (const { bytes, cases } of readCases(file, raw, eights))
      yield Array.from({ length: cases }, (_, at) => {
        const one = bytes.subarray(8 * eights * at, 8 * eights * (at + 1))
        const cells = variables.map((variable, column) => cellOf(one, variable, raw, toText, column, found))
        return { line: ++line, cells }
      })
  } finally {
    await file.close()
  }
}

function cellOf(
  one: Buffer,
  variable: SavVariable,
  raw: RawDictionary,
  toText: ToText,
  column: number,
  found?: Found,
): string {
  const { from, width, eights, format, range } = variable
  if (width > 0) {
    const text = trimmed(toText(stringOf(one.subarray(8 * from, 8 * (from + eights)), width)))
    if (!text.endsWith('\ufffd')) return text
    // The width is of bytes, and its end fell within a letter.
    if (found) found.cut++
    return text.replace(/\ufffd+$/, '')
  }
  const value = raw.numbers.float64(one, 8 * from)
  const cell = savNumber(value, format)
  const missing = found?.missing[column]
  if (
    missing &&
    range &&
    cell !== '' &&
    value >= range.from &&
    value <= range.to &&
    missing.size < limits.missingValues
  )
    missing.add(cell)
  return cell
}

function cutLetters(file: string, count: number): Problem {
  const message = 'expected whole letters, found texts that were cut within one; it is left out'
  return { file, rule: 'cut-letter', severity: 'notes', message, ...(count > 1 && { count }) }
}

/** Of each 256 bytes of a very long string the last is nothing. */
function stringOf(bytes: Buffer, width: number): Buffer {
  if (width <= 255) return bytes.subarray(0, width)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 256) parts.push(bytes.subarray(at, at + 255))
  return Buffer.concat(parts).subarray(0, width)
}
