import { codeMatrix, interviewFilters, listCodes, listSources, seenSource } from '@pejling/warehouse'
import { matrixChoice } from '#lib/interviews/matrix-choice.ts'
import { apiAddress } from '#lib/server/api/api-address.ts'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import type { PageServerLoad } from './$types'

/** More cells than these are not shown at once. */
const cells = 6000
/** So many interviews are listed below the matrix until all are asked for. */
const listed = 30

/** Codes by units, or by whatever else stands in the columns, and the interviews they were given in. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, about, viewer, reading, older } = await openInterviewRoom(event, 'counts')
  const choice = await answerable(() => matrixChoice(event.url.searchParams))
  const { by, under, levels, sort, column } = choice
  const where = viewer.rows ? await answerable(interviewFilters(edition, study.id, choice.where)) : []
  const names = !('refused' in reading) || reading.names
  const matrix = await answerable(
    codeMatrix(edition, { study: study.id, by, under, levels, sort, column, where, names, cells }, viewer),
  )
  const codes = await listCodes(edition, study.id)
  const branches = new Set(codes.map(({ above }) => above))
  const sources = viewer.rows ? await listSources(edition, study.id) : []
  const all = event.url.searchParams.get('sources') === 'all'
  return {
    ...{ study, about, older, choice, matrix, api: apiAddress(study) },
    codes: codes.flatMap(({ code }) => (matrix.withheld || branches.has(code) ? code : [])),
    sources: sources.slice(0, all ? undefined : listed).map((source) => seenSource(source, reading)),
    n: sources.length,
    refused: 'refused' in reading ? reading.refused : undefined,
  }
}
