import { json } from '@sveltejs/kit'
import { openApi } from '#lib/api/open-api.ts'
import { getHouse } from '#lib/server/house.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

/** What there is to ask, for programs. */
export const GET: RequestHandler = ({ locals }) => json(openApi(getHouse().address, wordsIn(locals.language)))
