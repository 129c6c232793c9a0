import { shownProblems, type Viewer } from '@pejling/indicators'
import type { LedgerProblem } from '@pejling/ledger'
import type { Caller } from './caller.ts'

/**
 * Problems as whoever acts may see them: what is wrong in rows that are not open is for those with the rights to all counts
 * and to the rows of the study.
 *
 * @param open the studies that are open, as the plan of the run says
 */
export function problemsFor<One extends LedgerProblem>(
  { person }: Caller,
  problems: One[],
  open: readonly string[] = [],
): One[] {
  if (!person) return problems
  const seenAs = (study: string): Viewer => {
    const held = person.grants.filter((grant) => grant.study === study && !grant.over)
    const rights = held.map(({ right }) => right)
    const all = open.includes(study) || (rights.includes('rows') && rights.includes('unsuppressed'))
    return all ? { sees: 'all', rows: true } : { sees: 'suppressed', rows: false }
  }
  return problems.flatMap((problem) => shownProblems([problem], seenAs(problem.file.split('/')[0])))
}
