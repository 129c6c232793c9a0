import { askRelation, relationAsJson } from '@pejling/association'
import { exportRelation, takenAlong } from '@pejling/export'
import { parseRelation } from '@pejling/indicators'
import { error } from '@sveltejs/kit'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'
import { isUnanswerable } from '#lib/server/editions.ts'
import { relationAddress } from '#lib/server/relation-address.ts'

/** A relation, from the very answer that its page, the command line and its files are made from. */
export const GET = answerApi(operations.getRelation, async ({ event, edition, format, study }) => {
  const relation = parseRelation(event.url.searchParams)
  const { viewer } = await study(relation.study)
  const asked = await askRelation(edition, relation, viewer).catch((problem: unknown) => {
    if (isUnanswerable(problem)) error(404, problem.message)
    throw problem
  })
  if (format === 'json') return relationAsJson(asked)
  const exported = takenAlong(asked, relationAddress)
  const made = await exportRelation(exported, format, event.locals.language).catch((problem: Error) => {
    if (problem.message.startsWith('json-stat: ')) error(406, problem.message)
    throw problem
  })
  return new TextDecoder().decode(made.content)
})
