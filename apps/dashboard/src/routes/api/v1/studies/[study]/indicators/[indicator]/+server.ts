import { indicatorCard } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'

export const GET = answerApi(operations.getIndicator, async ({ edition, given, study }) => {
  const asked = await study(given('study')!)
  const definition = given('definition')
  const question = {
    ...{ study: asked.study.id, id: given('indicator')! },
    ...(definition !== undefined && { version: Number(definition) }),
  }
  return indicatorCard(edition, question, asked.viewer).catch((problem: Error) => {
    if (problem.message.startsWith('version of ')) error(404, problem.message)
    throw problem
  })
})
