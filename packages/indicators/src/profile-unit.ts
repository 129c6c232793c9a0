import type { Codebook, Variable } from './codebook.ts'
import { type Derivation, inputsOf } from './derived.ts'
import { organisations, thresholdOf } from './threshold.ts'
import type { Study, Unit } from './study.ts'
import { isCollected } from './unit-files.ts'

/** Classes of variables that are not about persons and do not name one. */
const impersonal = ['open', 'quasi']

/**
 * The units of a study that may have a page of their own, one by one. A unit may be a person unless it is known not to be:
 * only institutions and municipalities with rows of their own, named by a key that may be shown, in no other unit but such.
 */
export function profileUnits(study: Study, { variables }: Codebook): Unit[] {
  const outer = (unit: Unit): Unit | undefined => study.units.find(({ id }) => id === unit.within)
  const isOrganisation = (unit: Unit): boolean => {
    if (!organisations.includes(unit.id)) return false
    const around = outer(unit)
    return unit.within === undefined || (around !== undefined && isOrganisation(around))
  }
  return study.units.filter(
    (unit) =>
      isCollected(unit) &&
      isOrganisation(unit) &&
      impersonal.includes(variables.find(({ id }) => id === unit.key)?.disclosure ?? ''),
  )
}

/**
 * May a value of this variable stand on such a page? It is of an institution or municipality, is not about persons, and
 * what it is made of from rows of persons takes at least a threshold of them together, so that none of them is seen in it.
 */
export function isProfiled(study: Study, codebook: Codebook, variable: Variable): boolean {
  if (variable.leftOut || !organisations.includes(variable.unit)) return false
  if (!impersonal.includes(variable.disclosure)) return false
  return variable.derived === undefined || hidesPersons(study, codebook, variable.derived, [variable.id])
}

function hidesPersons(study: Study, codebook: Codebook, derived: Derivation, seen: string[]): boolean {
  if ('kind' in derived && derived.kind === 'aggregate' && !organisations.includes(derived.of)) {
    const rowsOnly = derived.as === 'count' && derived.variable === undefined
    const together = ['mean', 'sum', 'median', 'share'].includes(derived.as)
    return rowsOnly || (together && (derived.atLeast ?? 1) >= thresholdOf(study, derived.of))
  }
  return inputsOf(derived).every((id) => {
    if (seen.includes(id)) return true
    const input = codebook.variables.find((other) => other.id === id)
    if (!input || !organisations.includes(input.unit)) return false
    return input.derived === undefined || hidesPersons(study, codebook, input.derived, [...seen, id])
  })
}
