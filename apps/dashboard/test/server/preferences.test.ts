import { expect, test } from 'vitest'
import { languageOf, safeReturn } from '#lib/server/preferences.ts'
import { themeOf } from '#lib/theme.ts'

test('Danish and the colours of the device unless something else was chosen', () => {
  expect([languageOf(undefined), languageOf('fr'), languageOf('en')]).toEqual(['da', 'da', 'en'])
  expect([themeOf(undefined), themeOf('pink'), themeOf('dark')]).toEqual(['auto', 'auto', 'dark'])
})

test('a form sends the reader back into this site only', () => {
  expect(safeReturn('/relations?study=a&x=b')).toBe('/relations?study=a&x=b')
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', '/a\r\nb', '', null])
    expect(safeReturn(elsewhere)).toBe('/')
})
