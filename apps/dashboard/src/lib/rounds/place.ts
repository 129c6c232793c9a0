import { isCollected, type Round, type Study } from '@pejling/indicators'

/**
 * What a file brings rows of: a unit of a study, in one round where the unit has rounds. Of coded interviews `unit` is the
 * name they go by.
 */
export type Place = { study: string; unit: string; round?: string; kind?: 'interviews' }

/** Why an address names no place: the unit, the round or the new round's name is not one. */
export type PlaceProblem = 'unit' | 'round' | 'name'

/** What can be chosen: units whose rows are collected, and the rounds that are known, newest first. */
export type Choosable = {
  units: { id: string; label: Study['units'][number]['label']; rounds: boolean }[]
  rounds: Pick<Round, 'id' | 'label'>[]
}

/** @param others rounds that only the ledger knows */
export function choosable(study: Study, others: Pick<Round, 'id' | 'label' | 'period'>[] = []): Choosable {
  const rounds = [...(study.rounds ?? []), ...others]
  const newest = rounds.toSorted((a, b) => (a.period.to < b.period.to ? 1 : -1))
  return {
    units: study.units
      .filter(isCollected)
      .map(({ id, label, rounds }) => ({ id, label, rounds: rounds === true })),
    rounds: newest
      .filter(({ id }, at) => newest.findIndex((other) => other.id === id) === at)
      .map(({ id, label }) => ({ id, label })),
  }
}

/**
 * The place an address names; nothing if it names none yet. `round=new` with `name` is a round that is not known.
 *
 * @example chosenPlace('panel', choices, new URLSearchParams('unit=child&round=new&name=2026-spring'))
 */
export function chosenPlace(
  study: string,
  { units, rounds }: Choosable,
  asked: URLSearchParams,
): Place | PlaceProblem | undefined {
  const [unit, round, name] = ['unit', 'round', 'name'].map((key) => asked.get(key) ?? '')
  if (!unit) return undefined
  if (asked.get('kind') === 'interviews') return isName(unit) ? { study, unit, kind: 'interviews' } : 'name'
  const found = units.find(({ id }) => id === unit)
  if (!found) return 'unit'
  if (!found.rounds) return { study, unit }
  if (!round) return undefined
  if (round !== 'new')
    return rounds.some(({ id }) => id === round) || isName(round) ? { study, unit, round } : 'round'
  return isName(name) ? { study, unit, round: name } : 'name'
}

/** May a round be called so? */
export function isName(text: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,39}$/.test(text) && text !== 'new'
}

/** The place as an address names it. */
export function placeQuery({ study, unit, round, kind }: Place): string {
  return new URLSearchParams({
    ...{ study, unit, ...(round !== undefined && { round }) },
    ...(kind && { kind }),
  }).toString()
}
