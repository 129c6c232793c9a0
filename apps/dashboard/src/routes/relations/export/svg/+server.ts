import { relationPicture } from '#lib/server/relation-picture.ts'
import type { RequestHandler } from './$types'

/** The figure of a relation's page as SVG. */
export const GET: RequestHandler = async ({ url, locals }) => {
  const { svg, name } = await relationPicture(locals, url.searchParams)
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.svg"`,
      'cache-control': 'no-store',
    },
  })
}
