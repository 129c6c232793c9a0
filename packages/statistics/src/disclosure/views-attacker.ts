import { integerMaximum } from '../margins/integer-program.ts'
import { linearProgramme, type Programme } from '../margins/linear-program.ts'
import type { Attacker, HiddenRange } from './attacker.ts'
import type { Item } from './table-view.ts'

/**
 * The attacker of several tables of the same units at once: everything shown in any of them, and the row and column
 * totals of the finest table, as equations over its counts. The ends are found by branch and bound over whole numbers;
 * where that gives up, the end given is one a table of whole counts has, so the true range is at least as wide.
 */
export function viewsAttacker(counts: number[][], items: Item[]): Attacker {
  const columns = counts[0]?.length ?? 0
  const truth = counts.flat()
  let known: { key: string; programme: Programme; variable: Int32Array } | undefined

  return { range }

  function range(item: number, hidden: readonly boolean[]): HiddenRange {
    const { programme, variable } = programmeOf(hidden)
    const { members, value } = items[item]
    const free = new Set(members.map((place) => variable[place]).filter((v) => v >= 0))
    const settled = members.reduce((sum, place) => sum + (variable[place] < 0 ? truth[place] : 0), 0)
    const end = (sign: 1 | -1) => {
      const found = integerMaximum(programme, (v) => (free.has(v) ? sign : 0))
      if (found?.exact) return settled + Math.abs(found.value)
      const x = found?.x
      return x ? settled + [...free].reduce((sum, v) => sum + Math.round(x[v]), 0) : value
    }
    return { lower: Math.min(end(-1), value), upper: Math.max(end(1), value) }
  }

  /** The equations of what is shown; counts that stand there as they are drop out. */
  function programmeOf(hidden: readonly boolean[]): { programme: Programme; variable: Int32Array } {
    const key = hidden.map(Number).join('')
    if (known?.key === key) return known
    const settled = new Set(
      items.flatMap(({ members }, i) => (!hidden[i] && members.length === 1 ? members : [])),
    )
    let variables = 0
    const variable = Int32Array.from(truth, (_, place) => (settled.has(place) ? -1 : variables++))
    const line = (members: number[]) => ({
      members: members.map((place) => variable[place]).filter((v) => v >= 0),
      total: members.reduce((sum, place) => sum + (variable[place] < 0 ? 0 : truth[place]), 0),
    })
    const places = [...truth.keys()]
    const equations = [
      ...counts.map((_, i) => line(places.filter((place) => Math.floor(place / columns) === i))),
      ...Array.from({ length: columns }, (_, j) => line(places.filter((place) => place % columns === j))),
      ...items.flatMap(({ members }, i) => (hidden[i] || members.length === 1 ? [] : [line(members)])),
    ].filter(({ members }) => members.length > 0)
    const programme = linearProgramme(variables, equations)
    if (!programme) throw new Error('suppressed tables: expected counts that fit their own totals')
    known = { key, programme, variable }
    return known
  }
}
