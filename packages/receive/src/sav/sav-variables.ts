import type { UploadEncoding } from '@pejling/indicators'
import { limits } from '../limits.ts'
import { decoderOf } from '../text/encodings.ts'
import { Unreadable } from '../unreadable.ts'
import type { RawDictionary, RawVariable } from './sav-dictionary.ts'

/** A variable as a person knows it, with where its values stand in a case. */
export type SavVariable = {
  name: string
  label?: string
  /** Bytes of a string; 0 = a number. */
  width: number
  /** The first eight bytes of a case that are its, and how many eights. */
  from: number
  eights: number
  format: number
  /** As numbers or texts, in the way cells are compared. */
  missing: (number | string)[]
  range?: { from: number; to: number }
  labels: { value: number | string; label: string }[]
}

/** Lenient: a letter may be cut at the width of a string. */
export type ToText = (bytes: Uint8Array) => string

export function toTextOf(encoding: UploadEncoding): ToText {
  if (encoding === 'cp850') return (bytes) => decoderOf('cp850').decode(bytes)
  const decoder = new TextDecoder(encoding)
  return (bytes) => decoder.decode(bytes)
}

/**
 * The variables of a file: long strings in one, names as they are today, labels and missing values of each.
 *
 * @throws Unreadable if the records do not fit each other
 */
export function savVariables(
  raw: RawDictionary,
  toText: ToText,
): { variables: SavVariable[]; eights: number } {
  const [variables, byPlace] = placed(raw.variables, toText)
  const [names, lengths] = [pairsOf(raw, 13, toText), pairsOf(raw, 14, toText)]
  const byShort = new Map(variables.map((variable) => [variable.name.toUpperCase(), variable]))
  const gone = new Set<SavVariable>()
  for (const [short, length] of lengths) {
    const first = byShort.get(short.toUpperCase())
    if (first) joinSegments(variables, first, Number.parseInt(length, 10), gone)
  }
  const labelled = raw.labelSets.reduce((sum, { labels, places }) => sum + labels.length * places.length, 0)
  if (labelled > 4 * limits.labels)
    throw new Unreadable(
      'labels',
      `expected at most ${4 * limits.labels} value labels of all variables, found more`,
    )
  for (const { labels, places } of raw.labelSets)
    for (const place of places) {
      const variable = byPlace.get(place)
      if (!variable)
        throw new Unreadable('labels', `expected a variable of value labels, found none at ${place}`)
      variable.labels = labels.map(({ value, label }) => ({
        value: variable.width > 0 ? trimmed(toText(value)) : raw.numbers.float64(value),
        label: toText(label).trim(),
      }))
    }
  for (const [short, long] of names) {
    const variable = byShort.get(short.toUpperCase())
    if (variable && long.trim()) variable.name = long.trim()
  }
  const kept = variables.filter((variable) => !gone.has(variable))
  const byName = new Map([
    ...byShort,
    ...kept.map((variable) => [variable.name.toUpperCase(), variable] as const),
  ])
  for (const { name, pairs } of longStringPairs(raw, 21, toText))
    byName
      .get(name.toUpperCase())
      ?.labels.push(...pairs.map(([value, label]) => ({ value: trimmed(value), label: label.trim() })))
  for (const { name, pairs } of longStringPairs(raw, 22, toText))
    byName.get(name.toUpperCase())?.missing.push(...pairs.map(([value]) => trimmed(value)))
  for (const [at, record] of raw.variables.entries()) {
    const variable = byPlace.get(at + 1)
    if (variable && record.missing.length > 0) declareMissing(variable, record, raw, toText)
  }
  return { variables: kept, eights: raw.variables.length }
}

/** Spaces fill a string up to its width; none of its own are at its end. */
export function trimmed(text: string): string {
  return text.replace(/[ \0]+$/, '')
}

function placed(records: RawVariable[], toText: ToText): [SavVariable[], Map<number, SavVariable>] {
  const variables: SavVariable[] = []
  const byPlace = new Map<number, SavVariable>()
  let owed = 0
  for (const [at, { width, shortName, label, format }] of records.entries()) {
    if ((width === -1) !== owed > 0)
      throw new Unreadable('variable', 'expected the parts of a long string together, found others between')
    if (width === -1) {
      owed--
      continue
    }
    const eights = Math.max(1, Math.ceil(width / 8))
    owed = eights - 1
    const said = label && toText(label).trim()
    const variable: SavVariable = {
      ...{ name: trimmed(toText(shortName)), width, from: at, eights, format, missing: [], labels: [] },
      ...(said && { label: said }),
    }
    variables.push(variable)
    byPlace.set(at + 1, variable)
  }
  if (owed > 0) throw new Unreadable('variable', 'expected all parts of a long string, found fewer')
  return [variables, byPlace]
}

/** A string longer than 255 bytes stands in several variables of 255, each in 32 eights. */
function joinSegments(
  variables: SavVariable[],
  first: SavVariable,
  length: number,
  gone: Set<SavVariable>,
): void {
  if (!(length > 255)) return
  const at = variables.indexOf(first)
  const segments = Math.ceil(length / 252)
  const parts = variables.slice(at, at + segments)
  if (parts.length < segments || parts.slice(0, -1).some(({ width }) => width !== 255))
    throw new Unreadable('variable', `expected ${segments} parts of a very long string, found others`)
  for (const part of parts.slice(1)) gone.add(part)
  first.width = length
  first.eights = parts.reduce((sum, { eights }) => sum + eights, 0)
}

/** `SHORT=Long name` pairs of an extension record. */
function pairsOf({ extensions }: RawDictionary, subtype: number, toText: ToText): [string, string][] {
  const text = toText(extensions.get(subtype)?.bytes ?? Buffer.alloc(0))
  return text
    .split(/[\t\0]+/)
    .slice(0, 4 * limits.columns)
    .flatMap((pair): [string, string][] => {
      const cut = pair.indexOf('=')
      return cut > 0 ? [[pair.slice(0, cut).trim(), pair.slice(cut + 1)]] : []
    })
}

/** Value labels (21) and missing values (22) of strings longer than eight bytes; what is cut there is left out. */
function longStringPairs(
  { extensions, numbers }: RawDictionary,
  subtype: 21 | 22,
  toText: ToText,
): { name: string; pairs: [string, string][] }[] {
  const bytes = extensions.get(subtype)?.bytes ?? Buffer.alloc(0)
  const found: { name: string; pairs: [string, string][] }[] = []
  let at = 0
  const has = (n: number) => n >= 0 && at + n <= bytes.length
  const int = () => (has(4) ? numbers.int32(bytes, (at += 4) - 4) : -1)
  const piece = (n: number) => (has(n) ? toText(bytes.subarray(at, (at += n))) : undefined)
  while (has(4)) {
    const name = piece(int())
    if (name === undefined) break
    const pairs: [string, string][] = []
    let n: number
    let width = 0
    if (subtype === 21) {
      int()
      n = int()
    } else {
      n = has(1) ? bytes[at++] : -1
      width = int()
    }
    for (let i = 0; i < n; i++) {
      const value = piece(subtype === 21 ? int() : width)
      const label = subtype === 21 ? piece(int()) : ''
      if (value === undefined || label === undefined) return found
      pairs.push([value, label])
    }
    found.push({ name, pairs })
  }
  return found
}

/** LOWEST and HIGHEST are written as the ends of what a number can be. */
const endless = 1e300

function declareMissing(
  variable: SavVariable,
  { missing, isRange }: RawVariable,
  { numbers }: RawDictionary,
  toText: ToText,
): void {
  if (variable.width > 0) {
    variable.missing.push(...missing.map((value) => trimmed(toText(value))))
    return
  }
  const values = missing.map((value) => numbers.float64(value))
  if (isRange) {
    const [from, to] = values
    variable.range = { from: from < -endless ? -Infinity : from, to: to > endless ? Infinity : to }
  }
  variable.missing.push(...values.slice(isRange ? 2 : 0))
}
