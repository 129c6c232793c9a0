import { countLooks, recordLook } from '@pejling/ledger'
import type { Relation } from '@pejling/indicators'
import { lookOf } from '@pejling/notebook'
import { passes } from '../guard.ts'
import { getHouse } from '../house.ts'
import { log } from '../log.ts'

/** How many relations of a study one has looked at, and, for those who keep views, how many all have. */
export type Looks = { own: number; all?: number }

/**
 * Counts that somebody with an account looks at a relation. Nothing for others, and nothing while the ledger is away: a page
 * of numbers does not wait for it.
 */
export async function countLook(locals: App.Locals, relation: Relation): Promise<Looks | undefined> {
  const { ledger, looker: nameOf } = getHouse()
  const { account } = locals
  if (!ledger || !nameOf || !account) return undefined
  const { study } = relation
  const looker = nameOf(account.id)
  try {
    await recordLook(ledger, { study, looker, relation: lookOf(relation) })
    const { own, all } = await countLooks(ledger, { study, looker })
    return { own, ...(passes(locals, 'GET /views') && { all }) }
  } catch (problem) {
    log.error('looks', problem)
    return undefined
  }
}
