import { findings } from '@pejling/association'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getFindings, async ({ edition, given, study }) => {
  const asked = await study(given('study')!)
  return findings(edition, { study: asked.study.id, round: given('round') }, asked.viewer)
})
