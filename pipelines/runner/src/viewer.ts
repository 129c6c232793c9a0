import { owner as seesAll, type Study, type Viewer, viewerOf } from '@pejling/indicators'
import type { Caller } from './caller.ts'
import { danishDay } from './danish-day.ts'

/** How the caller sees a study today (in Denmark), as the dashboard would show it to them. */
export function viewerFor({ person }: Caller, study: Study, now = new Date()): Viewer {
  if (!person) return seesAll
  const held = person.grants.filter((grant) => grant.study === study.id && !grant.over)
  return viewerOf(
    study,
    held.map(({ right }) => right),
    danishDay(now),
  )
}
