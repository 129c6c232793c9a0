import type { Language, Text } from '@pejling/indicators'
import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import * as numbers from './numbers.ts'

export type WordValues = Record<string, string | number>

/** How a language is spoken: sentences that have a key, the studies' own texts, and numbers. */
export type Speaker<Key extends string = string> = {
  language: Language
  /** A sentence of the catalogue with its values filled in (ICU message format). */
  say(key: Key, values?: WordValues): string
  /** The same for keys made from codes of the data: `undefined` if the catalogue has no such key. */
  find(key: string, values?: WordValues): string | undefined
  /** The names of the values a sentence needs; `undefined` if there is no such sentence. */
  valuesOf(key: string): string[] | undefined
  /** A text of a study in this language. */
  text(text: Text): string
  number(value: number, decimals?: number): string
  share(share: number): string
  p(p: number): string
  /** `p = 0,004` */
  pEquation(p: number): string
  list(items: string[]): string
  /** `3 min 20 s`, from milliseconds */
  duration(milliseconds: number): string
  /** `3,4 MB` */
  bytes(bytes: number): string
  moment(moment: Date): string
  /** `21.11.2026 12.27` */
  stamp(moment: Date): string
  day(day: Date): string
}

/**
 * Speaks a language from its catalogue. Missing values are an error of the program: `words relation.n: …`.
 *
 * @param catalogue messages in ICU format by their keys
 */
export function speaker<Key extends string>(
  language: Language,
  catalogue: Record<string, string>,
): Speaker<Key> {
  const find = (key: string, values?: WordValues): string | undefined => {
    const message = catalogue[key]
    if (message === undefined) return undefined
    try {
      return String(format(language, message).format(values))
    } catch (cause) {
      throw new Error(`words ${key}: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }
  return {
    language,
    find,
    say(key, values) {
      const said = find(key, values)
      if (said === undefined) throw new Error(`unknown words: ${key}`)
      return said
    },
    valuesOf(key) {
      const message = catalogue[key]
      return message === undefined ? undefined : placeholders(format(language, message).getAst())
    },
    text: (text) => text[language],
    number: (value, decimals) => numbers.formatNumber(value, language, decimals),
    share: (share) => numbers.formatShare(share, language),
    p: (p) => numbers.formatP(p, language),
    pEquation: (p) => numbers.formatPEquation(p, language),
    duration: (milliseconds) => numbers.formatDuration(milliseconds, language),
    bytes: (bytes) => numbers.formatBytes(bytes, language),
    list: (items) => numbers.formatList(items, language),
    moment: (moment) => numbers.formatMoment(moment, language),
    stamp: (moment) => numbers.formatStamp(moment, language),
    day: (day) => numbers.formatDay(day, language),
  }
}

const compiled = new Map<string, IntlMessageFormat>()

function format(language: Language, message: string): IntlMessageFormat {
  const name = `${language} ${message}`
  let found = compiled.get(name)
  if (!found)
    compiled.set(
      name,
      (found = new IntlMessageFormat(message, numbers.localeOf(language), undefined, { ignoreTag: true })),
    )
  return found
}

/** Every value a message names, in whatever branch. */
export function placeholders(elements: MessageFormatElement[]): string[] {
  const found = elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.tag) return placeholders(element.children)
    const branches =
      'options' in element ? Object.values(element.options).flatMap(({ value }) => placeholders(value)) : []
    return [element.value, ...branches]
  })
  return [...new Set(found)]
}
