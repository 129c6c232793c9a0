import type { Pairs } from '@pejling/indicators'

/** A point and the middle of the units around it that lie in the same outer unit. */
type Seed = { x: number; y: number; middleX: number; middleY: number }
/** The points of one outer unit, such as the institutions of a municipality. */
export type Cluster = { key: string; middleX: number; middleY: number; seeds: Seed[] }

/** More outer units than this cannot be told apart in one figure. */
const most = 12

/** Points by the unit they lie in, each with its middle; none if there are too many, or none has two points. */
export function clustersOf(points: Pairs['points']): Cluster[] {
  const placed = points.filter(
    (point): point is { key: string; x: number; y: number; within: string } =>
      typeof point.x === 'number' && typeof point.y === 'number' && point.within !== undefined,
  )
  const groups = [...Map.groupBy(placed, ({ within }) => within)]
  if (groups.length > most || groups.every(([, own]) => own.length < 2)) return []
  return groups.map(([key, own]) => {
    const middleX = mean(own.map(({ x }) => x))
    const middleY = mean(own.map(({ y }) => y))
    return { key, middleX, middleY, seeds: own.map(({ x, y }) => ({ x, y, middleX, middleY })) }
  })
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
