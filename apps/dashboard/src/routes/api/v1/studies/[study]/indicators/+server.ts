import { listIndicators } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.listIndicators, async ({ edition, given, study }) => {
  const known = await listIndicators(edition, (await study(given('study')!)).study.id)
  return known.map(({ indicator }) => indicator)
})
