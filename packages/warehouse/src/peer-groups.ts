import type { Codebook, Study, Text, Unit } from '@pejling/indicators'
import type { UnitLine } from './profile-rows.ts'

/** Who a unit is held against: all of its kind, those in the same outer unit, or those who were assigned the same. */
export type PeerGroup = {
  /** `all`, an outer unit's id, or an assigned variable's. */
  id: string
  /** What they have in common: `kommune`, `Tildelingsmodel`; and which: `kommune II`, `bundne midler`. */
  label?: Text
  value?: Text
}

type Outer = { unit: Unit; of: (line: UnitLine) => UnitLine | undefined }

/** The groups a unit belongs to, each with the question who else does. */
export function listPeerGroups(
  study: Study,
  { variables }: Codebook,
  unit: Unit,
  own: UnitLine,
  outer: Outer[],
): (PeerGroup & { holds: (line: UnitLine) => boolean })[] {
  const words = (id: string, value: string): Text =>
    variables.find((variable) => variable.id === id)?.categories?.find((category) => category.id === value)
      ?.label ?? { da: value, en: value }
  const same = outer.map(({ unit: around }) => {
    const key = String(own.values[around.key])
    return {
      ...{ id: around.id, label: around.label, value: words(around.key, key) },
      holds: (line: UnitLine) => String(line.values[around.key]) === key,
    }
  })
  const assigned = study.design.assigned.flatMap(({ variable: id, level }) => {
    const variable = variables.find((one) => one.id === id)
    const around = outer.find((one) => one.unit.id === level)
    if (!variable || (level !== unit.id && !around)) return []
    const valueOf = (line: UnitLine) => (around ? around.of(line) : line)?.values[id]
    const value = valueOf(own)
    if (value === null || value === undefined) return []
    return [
      {
        ...{ id, label: variable.label, value: words(id, String(value)) },
        holds: (line: UnitLine) => valueOf(line) === value,
      },
    ]
  })
  const known = new Set(['all', ...same.map(({ id }) => id)])
  return [{ id: 'all', holds: () => true }, ...same, ...assigned.filter(({ id }) => !known.has(id))]
}
