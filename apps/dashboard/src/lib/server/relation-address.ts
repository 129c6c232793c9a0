import { type Relation, toQuery } from '@pejling/indicators'
import { getHouse } from './house.ts'

/** Where a relation is seen, as it stands in files and citations: with the house's name where it has one. */
export function relationAddress(relation: Relation): string {
  return `${getHouse().origin ?? ''}/relations${toQuery(relation)}`
}
