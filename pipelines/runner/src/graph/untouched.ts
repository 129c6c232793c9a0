import type { Scope } from '@pejling/ledger'
import type { LiveEdition } from './live-edition.ts'

/**
 * Of each study the scope leaves out, what it is made of in the live edition.
 *
 * @throws `scope: …` if there is no live edition to leave it in
 */
export function untouchedStudies(
  { study, round }: Scope,
  live: LiveEdition | undefined,
): Record<string, string> {
  if (round !== undefined && study === undefined)
    throw new Error('scope: a round belongs to a study; expected --study, found none')
  if (study === undefined) return {}
  if (!live)
    throw new Error('scope: no edition is live that the other studies could stay in; run all of them')
  if (!live.plan?.studies)
    throw new Error('scope: the live edition was made by an earlier program; run all studies once')
  return Object.fromEntries(Object.entries(live.plan.studies).filter(([id]) => id !== study))
}
