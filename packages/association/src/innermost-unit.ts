import type { Study, Unit } from '@pejling/indicators'

/** What a count of several variables is a count of: the unit that lies within all the others. */
export function innermostUnit(study: Study, units: string[]): Unit {
  const known = units.flatMap((id) => study.units.find((unit) => unit.id === id) ?? [])
  const inner = known.find((unit) => known.every((other) => isWithin(study, unit, other.id)))
  return inner ?? known[0] ?? study.units[0]
}

/** Is the unit that one, or nested in it? */
export function isWithin(study: Study, unit: Unit, outer: string): boolean {
  for (let at: Unit | undefined = unit; at; at = study.units.find(({ id }) => id === at!.within))
    if (at.id === outer) return true
  return false
}
