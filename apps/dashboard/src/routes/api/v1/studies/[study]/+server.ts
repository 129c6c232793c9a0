import { studyOverview } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getStudy, async ({ edition, given, study }) =>
  studyOverview(edition, (await study(given('study')!)).study),
)
