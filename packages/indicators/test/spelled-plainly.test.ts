import { expect, test } from 'vitest'
import { spelledPlainly } from '../src/spelled-plainly.ts'

test('Danish letters are spelled with two, and other letters lose their marks', () => {
  expect(spelledPlainly('Forløb på Café Ærø, Ünal')).toBe('forloeb paa cafe aeroe, unal')
})

test('a letter and its mark written as two signs are read as one letter', () => {
  expect(spelledPlainly('Småbørn'.normalize('NFD'))).toBe(spelledPlainly('Småbørn'.normalize('NFC')))
})
