import { listInterviewValues } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'

export const GET = answerApi(operations.listInterviewValues, async ({ edition, event, given, study }) => {
  const { id } = (await study(given('study')!)).study
  const { viewer } = await openInterviewRoom(event, 'counts')
  return listInterviewValues(edition, { study: id, variable: given('variable') }, viewer)
})
