import { isOpen, unitOfFile } from '@pejling/indicators'
import { getSourceFile, getStudy } from '@pejling/warehouse'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { sourceLines } from '#lib/server/source-lines.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** A file as it was when the edition was made, line by line. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const study = await answerable(getStudy(edition, params.study))
  const { content, ...file } = await answerable(
    getSourceFile(edition, study.id, params.path, await viewerFor(locals, study)),
  )
  const encoding = unitOfFile(study, file.path)?.format?.encoding
  return {
    study,
    granted: !isOpen(study),
    older: url.searchParams.get('edition') ?? undefined,
    file,
    isHeld: content !== null,
    ...sourceLines(content, encoding),
  }
}
