import {
  type Category,
  type Codebook,
  isProfiled,
  type MissingReason,
  type Quantiles,
  quantiles,
  roundFile,
  roundVariable,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import type { UnitLine } from './profile-rows.ts'
import { isCategorical, isNumber } from './unit-table.ts'

/** A unit's value in one round (`null` in a study without any), or why there is none, with the line it stands in. */
export type ProfileValue = {
  round: string | null
  value: number | string | null
  missing: MissingReason | null
  file: string
  line: number
  /** Of a number: the median of the peers in that round, where there are enough of them. */
  median?: number
}

/** How a variable is spread among the peers who have a value, this unit among them. */
export type Peers = {
  n: number
  /** Numbers in order of size, without saying whose they are. */
  values?: number[]
  quantiles?: Quantiles
  counts?: { category: Category; n: number }[]
}

export type ProfileFact = ProfileValue & { unit: string; key: string; variable: Variable }

export function valueOf(
  { round, line, values, missing }: UnitLine,
  { id }: Variable,
  unit: Unit,
): ProfileValue {
  const file = unit.rounds ? roundFile(round!, unit.id) : unit.file!
  return { round, value: values[id], missing: missing[id] ?? null, file, line }
}

export function peersOf(rows: UnitLine[], variable: Variable, threshold: number): Peers | undefined {
  const known = rows.map(({ values }) => values[variable.id]).filter((value) => value !== null)
  if (known.length < threshold) return undefined
  if (isNumber(variable)) {
    const values = known.filter((value) => typeof value === 'number').sort((a, b) => a - b)
    return { n: values.length, values, quantiles: quantiles(values) }
  }
  const counts = variable.categories!.map((category) => ({
    category,
    n: known.filter((value) => value === category.id).length,
  }))
  return { n: known.length, counts }
}

export const withPeers = (peers: Peers | undefined) => (peers ? { peers } : {})
export const medianOf = (peers: Peers | undefined) =>
  peers?.quantiles ? { median: peers.quantiles.median } : {}

/** What is said of the unit in words, and everything that is known of the units it lies in. */
export function factsOf(
  study: Study,
  codebook: Codebook,
  about: Unit,
  line: UnitLine,
  self: Unit,
): ProfileFact[] {
  return codebook.variables
    .filter((variable) => variable.unit === about.id && isProfiled(study, codebook, variable))
    .filter(
      (variable) =>
        variable.id !== roundVariable &&
        variable.id !== about.key &&
        (about !== self || !(isNumber(variable) || isCategorical(variable))),
    )
    .map((variable) => ({
      ...valueOf(line, variable, about),
      ...{ unit: about.id, key: line.key, variable },
    }))
}

export function labelOf(codebook: Codebook, unit: Unit, key: string): Category['label'] {
  const found = codebook.variables
    .find(({ id }) => id === unit.key)
    ?.categories?.find((category) => category.id === key)
  return found?.label ?? plainLabel(unit, key)
}

export function plainLabel({ label }: Unit, key: string): Category['label'] {
  return { da: `${label.da} ${key}`, en: `${label.en} ${key}` }
}
