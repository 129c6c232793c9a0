import type { Variable } from '@pejling/indicators'
import type { PeerGroup, Profile, ProfileMeasure, ProfileValue } from '@pejling/warehouse'
import type { ProfileMark } from '#lib/figures/profile-figure.ts'
import type { UnitRoundsMark } from '#lib/figures/unit-rounds-figure.ts'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** The name a measure goes by: its indicator's, else its variable's. */
export function measureName({ indicator, variable }: ProfileMeasure, words: Words): string {
  return words.text(indicator?.label ?? variable.label)
}

/** A value as a reader says it, with a number's measure; or why there is none. */
export function saidValue(
  variable: Variable,
  { value, missing }: Pick<ProfileValue, 'value' | 'missing'>,
  words: Words,
): string {
  if (value === null) return words.find(`rows.missing.${missing ?? 'unknown'}`) ?? String(missing)
  if (typeof value === 'number') return words.number(value, variable.decimals)
  const category = variable.categories?.find(({ id }) => id === value)
  return category ? words.text(category.label) : value
}

/** Is a value what somebody wrote, and neither a number nor a category? */
export function isFreeText({ categories }: Variable, value: ProfileValue['value']): boolean {
  return typeof value === 'string' && !categories?.some(({ id }) => id === value)
}

/** Who a unit is held against: `alle institutioner i studiet`, `institutioner med samme tildelingsmodel: bundne midler`. */
export function peersInWords(group: PeerGroup, units: string, words: Words): string {
  if (!group.label || !group.value) return words.say('profile.peers.all', { units })
  const what = inSentence(words.text(group.label))
  return words.say('profile.peers.same', { units, what, value: words.text(group.value) })
}

/** What a measure says in a few words: the value with the median, or with how many have the same. */
export function measureInWords(measure: ProfileMeasure, words: Words): string {
  const { variable, value, peers } = measure
  const name = measureName(measure, words)
  const said = saidValue(variable, value, words)
  if (value.value === null) return words.say('profile.section.missing', { name, reason: said })
  if (peers?.quantiles) {
    const median = words.number(peers.quantiles.median, variable.decimals)
    return words.say('profile.section.measure', { name, value: said, median })
  }
  const own = peers?.counts?.find(({ category }) => category.id === value.value)
  if (!own || !peers) return words.say('profile.section.alone', { name, value: said })
  const counted = { count: words.number(own.n), n: words.number(peers.n) }
  return words.say('profile.section.category', { name, value: said, ...counted })
}

/** A measure as a row of the figure. */
export function profileMark(measure: ProfileMeasure, threshold: number, words: Words): ProfileMark {
  const { variable, value, peers } = measure
  const name = measureName(measure, words)
  const said = saidValue(variable, value, words)
  if (!peers)
    return {
      name,
      words: `${said}; ${words.say('profile.peers.few', { threshold: words.number(threshold) })}`,
    }
  const number = (one: number) => words.number(one, variable.decimals)
  if (peers.quantiles && peers.values) {
    const { lower, median, upper, min, max } = peers.quantiles
    const own = typeof value.value === 'number' ? { own: value.value } : {}
    return {
      name,
      words: `${said} (${words.say('relation.figure.median')} ${number(median)}, ${words.say('profile.peers.n', { n: words.number(peers.n) })})`,
      numbers: { values: peers.values, lower, median, upper, ...own },
      ends: [number(min), number(max)],
    }
  }
  return {
    name,
    words: `${said} (${words.say('profile.peers.n', { n: words.number(peers.n) })})`,
    counts: (peers.counts ?? []).map(({ category, n }) => ({
      ...{ label: words.text(category.label), n, own: category.id === value.value },
    })),
  }
}

/** A measure over rounds as a row of the figure; numbers on a scale from the smallest to the largest of its own. */
export function roundsMark(measure: ProfileMeasure, rounds: string[], words: Words): UnitRoundsMark {
  const { variable, breaks } = measure
  const known = measure.rounds.flatMap(({ value, median }) =>
    [value, median].filter((one) => typeof one === 'number'),
  )
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const places = (variable.categories?.length ?? 1) - 1
  const place = (value: number | string | null | undefined): number | undefined => {
    if (value === null || value === undefined) return undefined
    if (typeof value === 'number') return high > low ? (value - low) / (high - low) : 0.5
    // Categories without an order have no height.
    if (variable.scale !== 'ordinal') return 0.5
    return places ? variable.categories!.findIndex(({ id }) => id === value) / places : 0.5
  }
  return {
    name: measureName(measure, words),
    breaks: breaks.map((after) => rounds.indexOf(after)).filter((i) => i >= 0 && i < rounds.length - 1),
    cells: rounds.map((round) => {
      const one = measure.rounds.find((value) => value.round === round)
      if (!one) return { words: '–', isMissing: true }
      const [own, median] = [place(one.value), place(one.median)]
      return {
        words: saidValue(variable, one, words),
        ...(own !== undefined && { place: own }),
        ...(median !== undefined && { median }),
        isMissing: one.value === null,
      }
    }),
  }
}

/** The measures of one kind of quality. */
export function measuresOf({ measures }: Profile, quality: string): ProfileMeasure[] {
  return measures.filter(({ indicator, variable }) => (indicator?.quality ?? variable.quality) === quality)
}
