import { type Language, languages } from '@pejling/indicators'
import type { Cookies } from '@sveltejs/kit'
import { type Theme, themeOf } from '#lib/theme.ts'

/** Danish unless the reader has chosen otherwise; what the browser prefers does not count. */
export function languageOf(name: string | undefined): Language {
  return languages.find((language) => language === name) ?? 'da'
}

type Preference = 'language' | 'theme'

export function readPreferences(cookies: Cookies, url: URL): { language: Language; theme: Theme } {
  const chosen = (name: Preference) => cookies.get(cookieName(name, url))
  return { language: languageOf(chosen('language')), theme: themeOf(chosen('theme')) }
}

/** Remembers a choice for a year; scripts cannot read it. */
export function rememberPreference(cookies: Cookies, name: Preference, value: string, url: URL): void {
  cookies.set(cookieName(name, url), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: 60 * 60 * 24 * 365,
  })
}

/** Behind TLS no other host, and no page without TLS, can set a cookie of that name. */
function cookieName(name: Preference, { protocol }: URL): string {
  return protocol === 'https:' ? `__Host-${name}` : name
}

/** Where a form sends the reader back to: a path of this site, never another one. */
export function safeReturn(path: FormDataEntryValue | string | null | undefined): string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !/[\n\r\t]/.test(path) ? path : '/'
}
