import { codeMatrix, interviewFilters } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { matrixChoice } from '#lib/interviews/matrix-choice.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'

export const GET = answerApi(operations.getInterviewMatrix, async ({ edition, event, given, study }) => {
  const { id } = (await study(given('study')!)).study
  const { by, under, levels, sort, column, where: wanted } = matrixChoice(event.url.searchParams)
  const { viewer, reading } = await openInterviewRoom(event, 'counts')
  const where = viewer.rows ? await interviewFilters(edition, id, wanted) : []
  const names = !('refused' in reading) || reading.names
  return codeMatrix(edition, { study: id, by, under, levels, sort, column, where, names }, viewer)
})
