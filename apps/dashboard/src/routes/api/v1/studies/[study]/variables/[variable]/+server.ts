import { findSummary } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getVariable, async ({ edition, given, study }) => {
  const asked = await study(given('study')!)
  return findSummary(edition, asked.study.id, given('variable')!, asked.viewer)
})
