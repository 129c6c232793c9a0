import type { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import { bigEndian, littleEndian, type NumberReader } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'
import type { RawDictionary, RawVariable } from './sav-dictionary.ts'

/**
 * Reads everything before the cases of a system file of SPSS ("System File Format", PSPP developers' guide).
 *
 * @throws Unreadable
 */
export async function readDictionary(file: ByteFile): Promise<RawDictionary> {
  const raw = headerOf(await file.take(176, 'the header'))
  const { int32 } = raw.numbers
  for (;;) {
    const type = int32(await file.take(4, 'a record'))
    if (type === 2) raw.variables.push(await variableOf(file, raw.numbers))
    else if (type === 3) raw.labelSets.push(await labelSetOf(file, raw.numbers, raw))
    else if (type === 6) await file.skip(80 * count(int32(await file.take(4, 'a document'))), 'a document')
    else if (type === 7) await extensionOf(file, raw)
    else if (type === 999) break
    else throw new Unreadable('record', `expected a record of type 2, 3, 6, 7 or 999, found ${type}`)
    if (raw.variables.length > 4 * limits.columns)
      throw new Unreadable('columns', `expected at most ${limits.columns} columns, found more`)
  }
  await file.skip(4, 'the end of the dictionary')
  return raw
}

function headerOf(bytes: Buffer): RawDictionary {
  const numbers = [littleEndian, bigEndian].find(({ int32 }) => [2, 3].includes(int32(bytes, 64)))
  if (!numbers) throw new Unreadable('header', 'expected a file of SPSS with layout 2 or 3, found another')
  const compression = numbers.int32(bytes, 72)
  if (compression !== 0 && compression !== 1 && compression !== 2)
    throw new Unreadable('compression', `expected compression 0, 1 or 2, found ${compression}`)
  const cases = numbers.int32(bytes, 80)
  const bias = numbers.float64(bytes, 84)
  if (compression > 0 && !Number.isFinite(bias))
    throw new Unreadable('header', 'expected a bias, found no number')
  return { numbers, compression, bias, cases, variables: [], labelSets: [], extensions: new Map() }
}

async function variableOf(file: ByteFile, { int32 }: NumberReader): Promise<RawVariable> {
  const bytes = await file.take(28, 'a variable')
  const width = int32(bytes, 0)
  if (width < -1 || width > 255)
    throw new Unreadable('variable', `expected a width up to 255, found ${width}`)
  const missing = int32(bytes, 8)
  if (missing < -3 || missing > 3 || missing === -1)
    throw new Unreadable('variable', `expected up to 3 missing values, found ${missing}`)
  const found: RawVariable = {
    ...{ width, shortName: Buffer.from(bytes.subarray(20, 28)), missing: [], isRange: missing < 0 },
    format: (int32(bytes, 12) >> 16) & 0xff,
  }
  if (int32(bytes, 4) === 1) {
    const length = count(int32(await file.take(4, 'a label')))
    const label = Buffer.from(await file.take(length, 'a label'))
    await file.skip((4 - (length % 4)) % 4, 'a label')
    found.label = label.subarray(0, limits.labelLetters)
  }
  for (let n = 0; n < Math.abs(missing); n++)
    found.missing.push(Buffer.from(await file.take(8, 'a missing value')))
  return found
}

type LabelSet = RawDictionary['labelSets'][number]

async function labelSetOf(file: ByteFile, { int32 }: NumberReader, raw: RawDictionary): Promise<LabelSet> {
  const n = count(int32(await file.take(4, 'value labels')))
  const before = raw.labelSets.reduce((sum, { labels }) => sum + labels.length, 0)
  if (n + before > limits.labels)
    throw new Unreadable('labels', `expected at most ${limits.labels} value labels, found more`)
  const labels: LabelSet['labels'] = []
  for (let i = 0; i < n; i++) {
    const head = await file.take(9, 'a value label')
    const value = Buffer.from(head.subarray(0, 8))
    const length = head[8]
    const rest = await file.take(Math.ceil((length + 1) / 8) * 8 - 1, 'a value label')
    labels.push({ value, label: Buffer.from(rest.subarray(0, length)) })
  }
  const type = int32(await file.take(4, 'a record'))
  if (type !== 4)
    throw new Unreadable('record', `expected a record of type 4 after value labels, found ${type}`)
  const size = count(int32(await file.take(4, 'the variables of value labels')))
  const places = await file.take(4 * size, 'the variables of value labels')
  return { labels, places: Array.from({ length: size }, (_, at) => int32(places, 4 * at)) }
}

async function extensionOf(file: ByteFile, raw: RawDictionary): Promise<void> {
  const { int32 } = raw.numbers
  const head = await file.take(12, 'an extension record')
  const [subtype, size, n] = [int32(head, 0), count(int32(head, 4)), count(int32(head, 8))]
  if (size * n > limits.partBytes)
    throw new Unreadable('truncated', 'expected an extension record, found one larger than 64 MB')
  const bytes = Buffer.from(await file.take(size * n, 'an extension record'))
  raw.extensions.set(subtype, { size, bytes })
}

function count(n: number): number {
  if (n < 0) throw new Unreadable('count', `expected a number of things, found ${n}`)
  return n
}
