import type { Row } from './closed-study.ts'
import { type World, worldOf } from './shown-facts.ts'

/**
 * Another world in which one hidden count is `wanted` and no shown count of its table is changed: values of the outcome
 * are dealt out anew within each model. Found by trying every table; nothing else of any unit is touched.
 */
export function worldWith(
  rows: Row[],
  outcome: string,
  cells: { x: string[]; y: string[] }[],
  [model, place]: string[],
  wanted: number,
): World | undefined {
  const world = worldOf(rows)
  const units = outcome === 'mood' ? world.child : world.institution
  const nameOf = (value: unknown) => (value === null ? 'missing' : String(value))
  const models = [...new Set(cells.map(({ x }) => x[0]))]
  const values = [...new Set(cells.map(({ y }) => y[0]))]
  const isHidden = (m: string, v: string) => cells.some(({ x, y }) => x[0] === m && y[0] === v)
  const open = models.flatMap((m) => values.filter((v) => isHidden(m, v)).map((v) => [m, v]))
  const count = (m: string, v: string) =>
    units.filter((unit) => unit.model === m && nameOf(unit[outcome]) === v).length
  const rowLeft = Object.fromEntries(
    models.map((m) => [m, open.filter(([n]) => n === m).reduce((sum, [n, v]) => sum + count(n, v), 0)]),
  )
  const columnLeft = Object.fromEntries(
    values.map((v) => [v, open.filter(([, w]) => w === v).reduce((sum, [n, w]) => sum + count(n, w), 0)]),
  )
  const found = deal(0, [])
  if (!found) return undefined
  const moved = units.map((unit) => ({ ...unit }))
  for (const m of models) {
    const stock = open.flatMap(([n, v], at) => (n === m ? Array<string>(found[at]).fill(v) : []))
    for (const unit of moved)
      if (unit.model === m && isHidden(m, nameOf(unit[outcome]))) {
        const next = stock.shift()!
        unit[outcome] = next === 'missing' ? null : next
      }
  }
  return outcome === 'mood'
    ? { ...world, child: moved }
    : { ...world, institution: moved, child: world.child }

  function deal(at: number, dealt: number[]): number[] | undefined {
    if (at === open.length)
      return [...Object.values(rowLeft), ...Object.values(columnLeft)].every((left) => left === 0)
        ? dealt
        : undefined
    const [m, v] = open[at]
    const most = Math.min(rowLeft[m], columnLeft[v])
    for (let n = 0; n <= most; n++) {
      if (m === model && v === place && n !== wanted) continue
      rowLeft[m] -= n
      columnLeft[v] -= n
      const end = deal(at + 1, [...dealt, n])
      rowLeft[m] += n
      columnLeft[v] += n
      if (end) return end
    }
    return undefined
  }
}
