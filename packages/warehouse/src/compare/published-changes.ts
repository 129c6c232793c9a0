import { owner, type Problem } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { listStudies } from '../study-queries.ts'
import { compareFindings } from './compare-findings.ts'
import type { FindingChange } from './comparison.ts'

/** A published number that would change: what was recomputed of it, or what that says of the printed one. */
export type PublishedChange = Omit<FindingChange, 'causes'> & { study: string }

/**
 * Every published number whose recomputed value or verdict is another one in an edition than in the live one, for the
 * studies that are in both: to be read before the new one goes live, by those who may see all (`shownProblems`).
 */
export async function publishedChanges(live: Edition, next: Edition): Promise<PublishedChange[]> {
  const [before, after] = await Promise.all([listStudies(live), listStudies(next)])
  const both = after.filter(({ id }) => before.some((study) => study.id === id))
  const changes = await Promise.all(
    both.map(async ({ id }) => {
      const sides = { before: { edition: live }, after: { edition: next } }
      const found = await compareFindings({ id, ...sides, seenBy: owner }, [])
      return found.map(({ causes: _, ...change }) => ({ study: id, ...change }))
    }),
  )
  return changes.flat()
}

/** A change of a published number as a problem that wants a look; it does not stop the run. */
export function publishedChangeProblem({ study, table, cell, before, after }: PublishedChange): Problem {
  const side = (found: PublishedChange['before']) =>
    found ? `${found.recomputed ?? 'no number'} (${found.verdict})` : 'nothing'
  return {
    ...{ file: `${study}/published`, rule: 'published-number', severity: 'warns' },
    message: `${table}/${cell}: expected ${side(before)} as in the live edition, found ${side(after)}`,
  }
}
