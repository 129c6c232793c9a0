import { redirect } from '@sveltejs/kit'
import { rememberPreference, safeReturn } from '#lib/server/preferences.ts'
import { themeOf } from '#lib/theme.ts'
import type { RequestHandler } from './$types'

/** Remembers the colours and goes back to the page. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData()
  rememberPreference(cookies, 'theme', themeOf(String(form.get('theme'))), url)
  redirect(303, safeReturn(form.get('return')))
}
