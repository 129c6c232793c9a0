import { interviewAgreement } from '@pejling/association'
import { parseAgreement } from '#lib/agreement/agreement-links.ts'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getAgreement, async ({ edition, event, given, study }) => {
  const asked = await study(given('study')!)
  return interviewAgreement(edition, parseAgreement(asked.study.id, event.url.searchParams), asked.viewer)
})
