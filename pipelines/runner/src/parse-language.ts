import type { Language } from '@pejling/indicators'

/** @throws `language: expected da or en, found se` */
export function parseLanguage(text: string): Language {
  if (text === 'da' || text === 'en') return text
  throw new Error(`language: expected da or en, found ${text}`)
}
