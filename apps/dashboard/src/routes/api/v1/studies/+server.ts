import { listStudies, studyOverview } from '@pejling/warehouse'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

/** The studies; to a token its own. */
export const GET = answerApi(operations.listStudies, async ({ event, edition }) => {
  const { token } = event.locals
  const found = []
  for (const study of await listStudies(edition))
    if (!token || token.study === study.id) found.push(await studyOverview(edition, study))
  return found
})
