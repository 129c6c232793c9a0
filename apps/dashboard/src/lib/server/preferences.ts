import { type Language, languages } from '@pejling/indicators'
import type { Cookies } from '@sveltejs/kit'
import { type Theme, themeOf } from '#lib/theme.ts'

/** Danish unless the reader has chosen otherwise; what the browser prefers does not count. */
export function languageOf(name: string | undefined): Language {
  return languages.find((language) => language === name) ?? 'da'
}

export function readPreferences(cookies: Cookies): { language: Language; theme: Theme } {
  return { language: languageOf(cookies.get('language')), theme: themeOf(cookies.get('theme')) }
}

/** Remembers a choice for a year; scripts cannot read it. */
export function rememberPreference(
  cookies: Cookies,
  name: 'language' | 'theme',
  value: string,
  url: URL,
): void {
  cookies.set(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: 60 * 60 * 24 * 365,
  })
}

/** Where a form sends the reader back to: a path of this site, never another one. */
export function safeReturn(path: FormDataEntryValue | string | null | undefined): string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !/[\n\r\t]/.test(path) ? path : '/'
}
