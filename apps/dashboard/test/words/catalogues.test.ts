import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { glossary } from '#lib/glossary/glossary.ts'
import { catalogue } from '#lib/words/words.ts'
import { foreignWords } from './tongues.ts'

const languages = ['da', 'en'] as const
const catalogues = catalogue()
/** What a message says, without the names of its values and branches. */
const literals = (elements: MessageFormatElement[]): string =>
  elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value
      if (!('options' in element)) return ' … '
      return Object.values(element.options)
        .map(({ value }) => literals(value))
        .join(' | ')
    })
    .join('')
const parsed = (language: 'da' | 'en', message: string) =>
  new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()
const said = (language: 'da' | 'en') =>
  Object.entries(catalogues[language]).map(
    ([key, message]) => [key, literals(parsed(language, message))] as const,
  )

test.each(languages)('no message of %s is in the other language', (language) => {
  // The button that leads to the other language is named in that language.
  const found = said(language).flatMap(([key, text]) =>
    key === 'shell.language' ? [] : foreignWords(text, language).map((word) => `${key}: ${word}`),
  )
  expect(found).toEqual([])
})

test.each(languages)('no text of the glossary is in the other language: %s', (language) => {
  const found = glossary.flatMap(({ id, term, meaning }) =>
    [term[language], meaning[language]].flatMap((text) =>
      foreignWords(text, language).map((word) => `${id}: ${word}`),
    ),
  )
  expect(found).toEqual([])
})

test('a number in a message has the sign of its language', () => {
  const wrong = { da: /\b0\.\d/, en: /\b0,\d/ }
  for (const language of languages)
    expect(said(language).filter(([, text]) => wrong[language].test(text))).toEqual([])
})

test('whatever is counted says what one of it is', () => {
  const lacking = languages.flatMap((language) =>
    Object.entries(catalogues[language]).flatMap(([key, message]) =>
      pluralsOf(parsed(language, message))
        .filter((branches) => !['one', '=1'].some((name) => branches.includes(name)))
        // Of two or more p-values it is said that both or all of them agree.
        .filter((branches) => !branches.includes('=2'))
        .map(() => `${language} ${key}`),
    ),
  )
  expect(lacking).toEqual([])
})

test.each(languages)('words the glossary has a better one for are not used in %s', (language) => {
  const found = glossary.flatMap(({ not }) =>
    (not?.[language] ?? []).flatMap((word) => {
      const capitals = word === word.toUpperCase()
      const written = new RegExp(
        `(?<![\\p{L}])${word}${capitals ? '' : '\\p{Ll}{0,3}'}(?![\\p{L}])`,
        capitals ? 'u' : 'iu',
      )
      return said(language)
        .filter(([, text]) => written.test(text))
        .map(([key]) => `${word}: ${key}`)
    }),
  )
  expect(found).toEqual([])
})

/** The names of the branches of each plural that says the number. */
function pluralsOf(elements: MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return []
    const inner = Object.values(element.options).flatMap(({ value }) => pluralsOf(value))
    const counts = element.options.other?.value.some(({ type }) => type === TYPE.pound)
    return element.type === TYPE.plural && counts ? [Object.keys(element.options), ...inner] : inner
  })
}
