import { redirect } from '@sveltejs/kit'
import { languageOf, rememberPreference, safeReturn } from '#lib/server/preferences.ts'
import type { RequestHandler } from './$types'

/** Remembers the language and goes back to the page. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData()
  rememberPreference(cookies, 'language', languageOf(String(form.get('language'))), url)
  redirect(303, safeReturn(form.get('return')))
}
