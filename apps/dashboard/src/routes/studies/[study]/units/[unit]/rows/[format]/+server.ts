import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { arrivingFolder } from '@pejling/archive'
import { exportUnit, type UnitFormat, unitFormats } from '@pejling/export'
import { getStudy } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { answerable, editionFor, isUnanswerable } from '#lib/server/editions.ts'
import { getHouse } from '#lib/server/house.ts'
import { noteExport } from '#lib/server/note-export.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { RequestHandler } from './$types'

/** The rows of a unit as a file, for those who may see them; the door has asked already, and notes who came. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const { format } = params
  if (!isFormat(format)) error(404, `unknown format: ${format}`)
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const study = await answerable(getStudy(edition, params.study))
  const room = arrivingFolder(getHouse().home)
  await mkdir(room, { recursive: true, mode: 0o700 })
  const making = await mkdtemp(join(room, 'rows-'))
  try {
    const file = join(making, 'rows')
    const asked = { study, unit: params.unit, format, language: locals.language }
    await answerable(exportUnit(edition, asked, await viewerFor(locals, study), file)).catch((problem) => {
      if (isUnanswerable(problem)) error(404, problem.message)
      throw problem
    })
    await noteExport(locals, 'export-rows', study.id, { edition: edition.hash, unit: params.unit, format })
    const content = createReadStream(file)
    content.once('close', () => void rm(making, { recursive: true, force: true }))
    return new Response(Readable.toWeb(content) as ReadableStream, {
      headers: {
        'content-type': types[format],
        'content-disposition': `attachment; filename="${study.id}-${params.unit}.${format}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (problem) {
    await rm(making, { recursive: true, force: true })
    throw problem
  }
}

const types: Record<UnitFormat, string> = {
  sav: 'application/x-spss-sav',
  dta: 'application/x-stata-dta',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

const isFormat = (text: string): text is UnitFormat => (unitFormats as readonly string[]).includes(text)
