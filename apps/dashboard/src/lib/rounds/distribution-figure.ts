import type { Distribution, Variable } from '@pejling/indicators'
import type { SidesMark } from '#lib/figures/sides-figure.ts'
import type { Words } from '#lib/words/words.ts'
import { shareOf } from './distribution-change.ts'

/**
 * A variable's values beside those of the round before, as marks of one figure: the share of each category, or the
 * median with the middle half.
 */
export function distributionMarks(
  { now, before }: Distribution,
  variable: Variable | undefined,
  words: Words,
): SidesMark[] {
  if (now.categories) {
    const known = variable?.categories ?? []
    const ids = [
      ...known.map(({ id }) => id).filter((id) => id in now.categories! || id in (before?.categories ?? {})),
      ...Object.keys(now.categories).filter((id) => !known.some((category) => category.id === id)),
    ]
    return ids.map((id) => {
      const label = known.find((category) => category.id === id)?.label
      const [is, was] = [shareOf(now, id), before?.n ? shareOf(before, id) : undefined]
      return markOf(label ? words.text(label) : id, [0, 1], is, was, (value) => words.share(value))
    })
  }
  if (!now.numbers) return []
  const decimals = variable?.decimals ?? 1
  const side = (numbers: NonNullable<typeof now.numbers>) => ({
    ...{ value: numbers.median, lower: numbers.q1, upper: numbers.q3 },
  })
  const [low, high] = [
    Math.min(now.numbers.min, before?.numbers?.min ?? Infinity),
    Math.max(now.numbers.max, before?.numbers?.max ?? -Infinity),
  ]
  const said = [before?.numbers?.median, now.numbers.median].flatMap((value) =>
    value === undefined ? [] : [words.number(value, decimals)],
  )
  return [
    {
      ...{ name: words.say('relation.figure.median'), low, high, right: side(now.numbers) },
      ...(before?.numbers && { left: side(before.numbers) }),
      ...{
        joined: before?.numbers !== undefined,
        words: said.join(' → '),
        door: { words: said.join(' → ') },
      },
    },
  ]
}

function markOf(
  name: string,
  [low, high]: [number, number],
  is: number,
  was: number | undefined,
  say: (value: number) => string,
): SidesMark {
  const said = was === undefined ? say(is) : `${say(was)} → ${say(is)}`
  return {
    ...{
      name,
      low,
      high,
      right: { value: is },
      joined: was !== undefined,
      words: said,
      door: { words: said },
    },
    ...(was !== undefined && { left: { value: was } }),
  }
}
