import type { Variable } from '@pejling/indicators'
import type { DefinitionComparison, MovedUnit } from '@pejling/warehouse'
import type { SidesMark } from '#lib/figures/sides-figure.ts'
import type { Words } from '#lib/words/words.ts'

/** So many units are drawn; the table has all of them. */
export const mostDrawn = 40

/** In the order of their names: by how far they move would be a league table. */
export function byName(moved: MovedUnit[]): MovedUnit[] {
  return moved.toSorted((a, b) => a.key.localeCompare(b.key, 'da', { numeric: true }))
}

/** Units that move, in the order of their names, all on one scale; those with a number on both sides. */
export function movedSides(
  { moved }: DefinitionComparison,
  variable: Variable,
  doorOf: (one: MovedUnit) => string | undefined,
  words: Words,
): SidesMark[] {
  const both = byName(moved)
    .filter(({ from, to }) => typeof from.value === 'number' && typeof to.value === 'number')
    .slice(0, mostDrawn)
  const numbers = both.flatMap(({ from, to }) => [Number(from.value), Number(to.value)])
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  return both.map((one) => {
    const [from, to] = [Number(one.from.value), Number(one.to.value)]
    const said = words.say('indicators.moves.pair', {
      from: words.number(from, variable.decimals),
      to: words.number(to, variable.decimals),
    })
    const name = one.round === null ? one.key : `${one.key}, ${one.round}`
    return {
      ...{ name, low, high, joined: true, words: said, left: { value: from }, right: { value: to } },
      door: { words: `${name}: ${said}`, ...hrefOf(doorOf(one)) },
    }
  })
}

const hrefOf = (href: string | undefined) => (href === undefined ? {} : { href })
