import { json } from '@sveltejs/kit'
import { byKind } from '#lib/search/search-index.ts'
import { searchFor } from '#lib/server/search.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

const mostOfAKind = 6

/** What the palette shows while one writes: a few of each kind, in the reader's language. */
export const GET: RequestHandler = async ({ url, locals }) => {
  const words = wordsIn(locals.language)
  const found = await searchFor(locals, url.searchParams.get('q') ?? '')
  return json({
    said: words.say('search.count', { n: found.length }),
    groups: byKind(found).map(([kind, entries]) => ({
      name: words.say(`search.kind.${kind}`),
      more: entries.length > mostOfAKind ? words.say('search.more', { n: entries.length - mostOfAKind }) : '',
      entries: entries.slice(0, mostOfAKind).map(({ label, detail, href }) => ({
        label: words.text(label),
        detail: detail ? words.text(detail) : '',
        href,
      })),
    })),
  })
}
