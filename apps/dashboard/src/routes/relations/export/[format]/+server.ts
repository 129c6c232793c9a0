import { askRelation } from '@pejling/association'
import { exportRelation, type Format, formats, takenAlong } from '@pejling/export'
import { parseRelation } from '@pejling/indicators'
import { getStudy } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { inTurn } from '#lib/server/in-turn.ts'
import { relationAddress } from '#lib/server/relation-address.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { RequestHandler } from './$types'

/** A relation as a file, made for the same viewer from the same answer as its page. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const { format } = params
  if (!isFormat(format)) error(404, `unknown format: ${format}`)
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const relation = await answerable(() => parseRelation(url.searchParams))
  const study = await answerable(getStudy(edition, relation.study))
  const viewer = await viewerFor(locals, study)
  const asked = await answerable(askRelation(edition, relation, viewer))
  const exported = takenAlong(asked, relationAddress)
  const { name, type, content } = await answerable(
    inTurn(() =>
      exportRelation(exported, format, locals.language, url.searchParams.get('figure') ?? undefined),
    ),
  )
  return new Response(new Blob([new Uint8Array(content)]), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text)
