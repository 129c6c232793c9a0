import { type Relation, toQuery } from '@pejling/indicators'

/**
 * What a look at a relation is counted under: the same for x by y and y by x, which say the same of each other, and in every
 * edition.
 *
 * @example lookOf({ study: 's', x: 'b', y: 'a', where: [] }) // '?study=s&x=a&y=b'
 */
export function lookOf({ edition: _, ...relation }: Relation): string {
  const [x, y] = [relation.x, relation.y].sort()
  return toQuery({ ...relation, x, y })
}
