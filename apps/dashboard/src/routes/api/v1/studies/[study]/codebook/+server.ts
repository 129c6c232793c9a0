import { getCodebook } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getCodebook, async ({ edition, given, study }) =>
  getCodebook(edition, (await study(given('study')!)).study.id),
)
