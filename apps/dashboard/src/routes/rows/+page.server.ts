import { type Filter, isOpen, type Relation } from '@pejling/indicators'
import { getCodebook, getStudy, listRuledVariables, listUnitRows } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { answerable, editionFor, isUnanswerable } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

const most = 500

/** The rows behind a count: one unit's rows for which the filters hold, each with its line in the file. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const id = url.searchParams.get('study')
  if (!id) error(400, 'rows: expected study, found none')
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const study = await answerable(getStudy(edition, id))
  const where = await answerable(() => filtersOf(url.searchParams.getAll('where')))
  const unit = url.searchParams.get('unit') ?? undefined
  const rows = await answerable(
    listUnitRows(edition, { study: study.id, unit, where, limit: most }, await viewerFor(locals, study)),
  ).catch((problem) => {
    if (isUnanswerable(problem)) error(404, problem.message)
    throw problem
  })
  const { variables } = await getCodebook(edition, study.id)
  return {
    study,
    granted: !isOpen(study),
    older: url.searchParams.get('edition') ?? undefined,
    where,
    rows,
    codebook: variables,
    ruled: await listRuledVariables(edition, study.id),
  }
}

function filtersOf(texts: string[]): Relation['where'] {
  const filters: Filter[] = []
  for (const text of texts.filter(Boolean)) {
    const [, variable, list] = /^([^:]+):(.+)$/.exec(text.trim()) ?? []
    if (!variable) throw new Error(`where: expected variable:value, found ${text}`)
    const known = filters.find((filter) => filter.variable === variable)
    const values = list.split(',').map((value) => value.trim())
    if (known) known.values.push(...values)
    else filters.push({ variable, values })
  }
  return filters
}
