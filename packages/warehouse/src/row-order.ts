import { roundVariable } from '@pejling/indicators'
import { identifier } from './identifier.ts'

/**
 * SQL after ORDER BY for the rows of a unit as they stand in their files, round after round. Rows that were taken over from
 * an earlier edition do not lie in the table where they would if all were loaded anew.
 */
export function rowOrder(hasRounds: boolean | undefined): string {
  return hasRounds ? `${identifier(roundVariable)}, line` : 'line'
}
