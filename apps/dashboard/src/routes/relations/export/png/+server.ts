import { figurePng } from '@pejling/export'
import { inTurn } from '#lib/server/in-turn.ts'
import { relationPicture } from '#lib/server/relation-picture.ts'
import type { RequestHandler } from './$types'

/** The same picture in pixels; one after another, since drawing it holds up the process for a moment. */
export const GET: RequestHandler = async ({ url, locals }) => {
  const { svg, name } = await relationPicture(locals, url.searchParams)
  const { content } = await inTurn(() => figurePng(svg))
  return new Response(new Blob([new Uint8Array(content)]), {
    headers: {
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${name}.png"`,
      'cache-control': 'no-store',
    },
  })
}
