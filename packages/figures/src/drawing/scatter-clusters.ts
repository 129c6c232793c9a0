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

/** Names of clusters at their middles, moved down where two would cover each other; `perX` and `perY` are pixels per unit. */
export function clusterNames(
  clusters: Cluster[],
  { perX, perY, text }: { perX: number; perY: number; text: number },
): { key: string; x: number; y: number }[] {
  const placed: { key: string; x: number; y: number }[] = []
  const covers = (a: (typeof placed)[number], b: (typeof placed)[number]) =>
    Math.abs(a.x - b.x) * perX < (a.key.length + b.key.length) * text * 0.36 + 4 &&
    Math.abs(a.y - b.y) * perY < text * 1.25
  for (const { key, middleX: x, middleY } of clusters.toSorted((a, b) => b.middleY - a.middleY)) {
    const name = { key, x, y: middleY }
    while (placed.some((other) => covers(name, other))) name.y -= 2 / perY
    placed.push(name)
  }
  return placed
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
