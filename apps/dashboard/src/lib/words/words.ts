import type { Language, Text } from '@pejling/indicators'
import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import accountDa from './account.da.json' with { type: 'json' }
import accountEn from './account.en.json' with { type: 'json' }
import agreementDa from './agreement.da.json' with { type: 'json' }
import agreementEn from './agreement.en.json' with { type: 'json' }
import apiDa from './api.da.json' with { type: 'json' }
import apiEn from './api.en.json' with { type: 'json' }
import auditDa from './audit.da.json' with { type: 'json' }
import auditEn from './audit.en.json' with { type: 'json' }
import disclosureDa from './disclosure.da.json' with { type: 'json' }
import disclosureEn from './disclosure.en.json' with { type: 'json' }
import editionsDa from './editions.da.json' with { type: 'json' }
import editionsEn from './editions.en.json' with { type: 'json' }
import exportDa from './export.da.json' with { type: 'json' }
import exportEn from './export.en.json' with { type: 'json' }
import findingsDa from './findings.da.json' with { type: 'json' }
import findingsEn from './findings.en.json' with { type: 'json' }
import helpDa from './help.da.json' with { type: 'json' }
import helpEn from './help.en.json' with { type: 'json' }
import interviewUploadDa from './interview-upload.da.json' with { type: 'json' }
import interviewsDa from './interviews.da.json' with { type: 'json' }
import interviewUploadEn from './interview-upload.en.json' with { type: 'json' }
import interviewsEn from './interviews.en.json' with { type: 'json' }
import lineageDa from './lineage.da.json' with { type: 'json' }
import lineageEn from './lineage.en.json' with { type: 'json' }
import notebookDa from './notebook.da.json' with { type: 'json' }
import notebookEn from './notebook.en.json' with { type: 'json' }
import indicatorsDa from './indicators.da.json' with { type: 'json' }
import indicatorsEn from './indicators.en.json' with { type: 'json' }
import logDa from './log.da.json' with { type: 'json' }
import logEn from './log.en.json' with { type: 'json' }
import peopleDa from './people.da.json' with { type: 'json' }
import peopleEn from './people.en.json' with { type: 'json' }
import profileDa from './profile.da.json' with { type: 'json' }
import profileEn from './profile.en.json' with { type: 'json' }
import receivedDa from './received.da.json' with { type: 'json' }
import receivedEn from './received.en.json' with { type: 'json' }
import relationDa from './relation.da.json' with { type: 'json' }
import relationEn from './relation.en.json' with { type: 'json' }
import roundsDa from './rounds.da.json' with { type: 'json' }
import roundsEn from './rounds.en.json' with { type: 'json' }
import runsDa from './runs.da.json' with { type: 'json' }
import runsEn from './runs.en.json' with { type: 'json' }
import shellDa from './shell.da.json' with { type: 'json' }
import shellEn from './shell.en.json' with { type: 'json' }
import sidesDa from './sides.da.json' with { type: 'json' }
import sidesEn from './sides.en.json' with { type: 'json' }
import sqlDa from './sql.da.json' with { type: 'json' }
import sqlEn from './sql.en.json' with { type: 'json' }
import statisticsDa from './statistics.da.json' with { type: 'json' }
import statisticsEn from './statistics.en.json' with { type: 'json' }
import studyDa from './study.da.json' with { type: 'json' }
import studyEn from './study.en.json' with { type: 'json' }
import tourDa from './tour.da.json' with { type: 'json' }
import tourEn from './tour.en.json' with { type: 'json' }
import * as numbers from './numbers.ts'

const danish = {
  ...shellDa,
  ...studyDa,
  ...helpDa,
  ...tourDa,
  ...relationDa,
  ...statisticsDa,
  ...auditDa,
  ...peopleDa,
  ...accountDa,
  ...logDa,
  ...receivedDa,
  ...roundsDa,
  ...runsDa,
  ...disclosureDa,
  ...editionsDa,
  ...exportDa,
  ...apiDa,
  ...sqlDa,
  ...findingsDa,
  ...interviewsDa,
  ...interviewUploadDa,
  ...lineageDa,
  ...sidesDa,
  ...indicatorsDa,
  ...profileDa,
  ...agreementDa,
  ...notebookDa,
}
const english: Record<string, string> = {
  ...shellEn,
  ...studyEn,
  ...helpEn,
  ...tourEn,
  ...relationEn,
  ...statisticsEn,
  ...auditEn,
  ...peopleEn,
  ...accountEn,
  ...logEn,
  ...receivedEn,
  ...roundsEn,
  ...runsEn,
  ...disclosureEn,
  ...editionsEn,
  ...exportEn,
  ...apiEn,
  ...sqlEn,
  ...findingsEn,
  ...interviewsEn,
  ...interviewUploadEn,
  ...lineageEn,
  ...sidesEn,
  ...indicatorsEn,
  ...profileEn,
  ...agreementEn,
  ...notebookEn,
}
const catalogues: Record<Language, Record<string, string>> = { da: danish, en: english }
const compiled = new Map<string, IntlMessageFormat>()

/** Every sentence of the interface has a key; Danish is the catalogue that counts. */
export type WordKey = keyof typeof danish
export type WordValues = Record<string, string | number>

/** How the interface speaks one language: sentences, the studies' own texts, and numbers. */
export type Words = {
  language: Language
  /** A sentence of the catalogue with its values filled in (ICU message format). */
  say(key: WordKey, values?: WordValues): string
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

const speakers: Record<Language, Words> = { da: speaker('da'), en: speaker('en') }

/** The words of a language. Missing values are an error of the program: `words relation.n: …`. */
export function wordsIn(language: Language): Words {
  return speakers[language]
}

/** All keys with their messages in both languages, for the test that holds them against each other. */
export function catalogue(): Record<Language, Record<string, string>> {
  return catalogues
}

function speaker(language: Language): Words {
  const find = (key: string, values?: WordValues): string | undefined => {
    const message = catalogues[language][key]
    if (message === undefined) return undefined
    try {
      return String(format(language, key, message).format(values))
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
      const message = catalogues[language][key]
      return message === undefined ? undefined : placeholders(format(language, key, message).getAst())
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

function format(language: Language, key: string, message: string): IntlMessageFormat {
  const name = `${language} ${key}`
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
