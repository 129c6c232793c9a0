import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { placeholders } from '@pejling/figures'
import { catalogue, wordsIn } from '#lib/words/words.ts'

const { da, en } = catalogue()

test('both languages have the same keys', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(da).sort())
})

test('a message names the same values in both languages', () => {
  const values = (language: string, message: string) =>
    placeholders(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()).sort()
  for (const key of Object.keys(da))
    expect([key, values('en', en[key])]).toEqual([key, values('da', da[key])])
})

test('no message is empty, and only words that both languages share are the same', () => {
  const shared =
    /^(\{page\} · Pejling|Gamma|gamma|Kappa|Holm|Benjamini–Hochberg|Note|Link|Interval|median|Median|sum|E-mail|Menu|Memo|Data|Design|Interview|JSON-stat|Parquet|BibTeX|Stata|SPSS \(\.sav\)|Stata \(\.dta\)|hash|version|upload|Definition \{version\}|\{name\} \{value\} \(median \{median\}\))$/
  const messages = Object.keys(da).flatMap((key) => [da[key], en[key]])
  expect(messages.filter((message) => !message.trim())).toEqual([])
  const letters = (message: string) => /\p{Ll}{3}/u.test(message.replace(/\{[^}]*\}/g, ''))
  expect(
    Object.keys(da).filter((key) => da[key] === en[key] && letters(da[key]) && !shared.test(da[key])),
  ).toEqual([])
})

test('every key is used by the interface, or by the figures, files and reports that speak with its words', () => {
  const rooms = ['apps/dashboard', 'packages/figures', 'packages/export', 'packages/notebook']
  const sources = rooms
    .flatMap((room) => filesOf(join(import.meta.dirname, '../../../..', room, 'src')))
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const made = [...sources.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(([, prefix]) => prefix)
  const unused = Object.keys(da).filter(
    (key) => !sources.includes(`'${key}'`) && !made.some((prefix) => key.startsWith(prefix)),
  )
  expect(unused).toEqual([])
})

test('an unknown key and a missing value are errors of the program', () => {
  const words = wordsIn('da')
  expect(() => words.say('relation.nope' as 'relation.title')).toThrow('unknown words: relation.nope')
  expect(() => words.say('relation.title', { x: 'a' })).toThrow(
    /^words relation\.title: .*"y" was not provided/,
  )
})

test('plural forms follow the language', () => {
  expect(wordsIn('da').say('audit.open', { tables: 1 })).toBe('Se den trykte tabel, celle for celle')
  expect(wordsIn('en').say('audit.open', { tables: 11 })).toBe('See the 11 printed tables, cell by cell')
})

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}
