import type { Attacker } from './attacker.ts'
import type { Item } from './table-view.ts'

/** Which counts to hide, and whether each hidden one then has a range of at least the threshold. */
export type HidingPattern = { hidden: boolean[]; safe: boolean }

type Grid = { counts: number[][]; items: Item[]; attacker: Attacker; threshold: number }

/**
 * Adds to the counts that must be hidden those without which they could be worked out, few and small ones first, until
 * each hidden count has a range of at least `threshold`; then gives back every one that turned out not to be needed.
 * The same counts always give the same pattern. `safe` is false only if hiding everything is not enough.
 *
 * What is added always comes as a *move* of units between four counts of the finest table: up in one corner, down in
 * the next, which leaves all totals alone; every count of any view that the move changes is hidden.
 */
export function hidingPattern(grid: Grid, starts: readonly number[]): HidingPattern {
  const hidden = grid.items.map(() => false)
  for (const at of starts) hidden[at] = true
  const safe = widenAll(grid, hidden)
  if (safe) giveBack(grid, hidden, starts)
  return { hidden, safe }
}

function widenAll(grid: Grid, hidden: boolean[]): boolean {
  for (;;) {
    const narrow = narrowest(grid, hidden)
    if (narrow === undefined) return true
    const move = bestMove(grid, hidden, narrow) ?? everything(grid, hidden, narrow)
    if (!move) return false
    for (const at of move) hidden[at] = true
  }
}

/** The hidden count with the narrowest range, if one is too narrow. */
function narrowest({ items, attacker, threshold }: Grid, hidden: boolean[]): number | undefined {
  let found: number | undefined
  let least = threshold
  for (const at of items.keys()) {
    if (!hidden[at]) continue
    const width = widthOf(attacker, at, hidden, least)
    if (width < least) {
      found = at
      least = width
    }
  }
  return found
}

function widthOf(attacker: Attacker, at: number, hidden: boolean[], enough: number): number {
  const { lower, upper } = attacker.range(at, hidden, enough)
  return upper - lower
}

/** The cheapest move that makes the range wide enough, else the one that widens it most. */
function bestMove(grid: Grid, hidden: boolean[], narrow: number): number[] | undefined {
  const { attacker, threshold } = grid
  const before = widthOf(attacker, narrow, hidden, threshold)
  let best: { add: number[]; width: number } | undefined
  for (const { add } of movesOf(grid, hidden, narrow)) {
    for (const at of add) hidden[at] = true
    const width = widthOf(attacker, narrow, hidden, threshold)
    for (const at of add) hidden[at] = false
    if (width >= threshold) return add
    if (width > before && (!best || width > best.width)) best = { add, width }
  }
  return best?.add
}

/** What each move through the count would newly hide, cheapest first: fewer counts, then fewer units in them. */
function movesOf(
  { counts, items }: Grid,
  hidden: boolean[],
  narrow: number,
): { add: number[]; cost: number }[] {
  const columns = counts[0].length
  const inside = new Set(items[narrow].members)
  const viewed = items.reduce<number[][]>((at, { members }, i) => {
    for (const place of members) (at[place] ??= []).push(i)
    return at
  }, [])
  const units = counts.flat().reduce((sum, count) => sum + count, 0)
  const rows = linesWithUnits(counts)
  const across = linesWithUnits(counts[0].map((_, j) => counts.map((line) => line[j])))
  const found = new Map<string, { add: number[]; cost: number }>()
  for (const corner of inside) {
    const [i, j] = [Math.floor(corner / columns), corner % columns]
    for (const k of rows)
      for (const l of across) {
        if (k === i || l === j) continue
        const changed = new Map<number, number>()
        const moved: [number, number][] = [[corner, 1], [i * columns + l, -1], [k * columns + l, 1], [k * columns + j, -1]] // prettier-ignore
        for (const [place, sign] of moved)
          for (const at of viewed[place]) changed.set(at, (changed.get(at) ?? 0) + sign)
        if (!changed.get(narrow)) continue
        const add = [...changed]
          .flatMap(([at, by]) => (by !== 0 && !hidden[at] ? [at] : []))
          .sort((a, b) => a - b)
        if (add.length === 0) continue
        const cost = add.reduce((sum, at) => sum + costOf(items[at], units), 0)
        found.set(add.join(), { add, cost })
      }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost || compare(a.add, b.add))
}

/** A count each, and a little for the units in it; an empty one is dear, for it may be known that nobody can stand there. */
function costOf({ value }: Item, units: number): number {
  return value === 0 ? 2 : 1 + value / (units + 1)
}

/** Rows (or columns) that hold anybody: the others are known to be empty and hide nothing. */
function linesWithUnits(lines: number[][]): number[] {
  return lines.flatMap((line, at) => (line.some((count) => count > 0) ? [at] : []))
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at] - (b[at] ?? Infinity)
}

/** Where no single move helps: all counts of the view, then of all views, that are not known to be empty. */
function everything({ counts, items }: Grid, hidden: boolean[], narrow: number): number[] | undefined {
  const columns = counts[0].length
  const rows = new Set(linesWithUnits(counts))
  const across = new Set(linesWithUnits(counts[0].map((_, j) => counts.map((line) => line[j]))))
  const open = items.flatMap(({ members }, at) =>
    !hidden[at] &&
    members.some((place) => rows.has(Math.floor(place / columns)) && across.has(place % columns))
      ? [at]
      : [],
  )
  const own = open.filter((at) => items[at].view === items[narrow].view)
  if (own.length > 0) return own
  return open.length > 0 ? open : undefined
}

/** Shows again what need not be hidden, the largest counts first. */
function giveBack({ items, attacker, threshold }: Grid, hidden: boolean[], starts: readonly number[]): void {
  const order = [...items.keys()].sort((a, b) => items[a].value - items[b].value || a - b)
  const must = new Set(starts)
  for (const at of order.toReversed()) {
    if (!hidden[at] || must.has(at)) continue
    hidden[at] = false
    if (order.some((i) => hidden[i] && widthOf(attacker, i, hidden, threshold) < threshold)) hidden[at] = true
  }
}
