import type { InterviewProject } from './interview-project.ts'
import type { UnitRule } from './quantification-rule.ts'

/**
 * Which unit each source is about, by its key, and each case. A case that no classification ties is about the unit it is
 * called. `unmatched` names no unit that is known: they may hold persons and are for who may see them only.
 */
export function interviewUnits(
  { sources, cases, sets }: Pick<InterviewProject, 'sources' | 'cases' | 'sets'>,
  { by, classification = '', aliases = {} }: UnitRule,
  keys: readonly string[],
): { units: Map<string, string>; cases: (string | undefined)[]; unmatched: string[] } {
  const byName = new Map(keys.map((key) => [plain(key), key]))
  for (const [key, names] of Object.entries(aliases)) for (const name of names) byName.set(plain(name), key)
  const units = new Map<string, string>()
  const unmatched = new Set<string>()
  const tie = (source: string, name: string | undefined) => {
    const unit = name === undefined ? undefined : byName.get(plain(name))
    if (unit !== undefined && !units.has(source)) units.set(source, unit)
    else if (unit === undefined && name) unmatched.add(name)
  }
  if (by === 'case' || by === 'classification')
    for (const { name, values, sources: held } of cases)
      for (const source of held) tie(source, by === 'case' ? name : values[classification])
  if (by === 'set') for (const { name, sources: held } of sets) for (const source of held) tie(source, name)
  if (by === 'source') for (const { id, name, of } of sources) if (of === undefined) tie(id, name)
  if (by === 'classification') for (const { id, values } of sources) tie(id, values[classification])
  // A text of a recording or a page is about what the recording or page is about.
  for (const { id, of } of sources)
    if (of !== undefined && !units.has(id) && units.has(of)) units.set(id, units.get(of)!)
  const unitOf = (name: string | undefined) => (name === undefined ? undefined : byName.get(plain(name)))
  return {
    units,
    cases: cases.map(({ name, values }) =>
      by === 'case' ? unitOf(name) : (unitOf(values[classification]) ?? unitOf(name)),
    ),
    unmatched: [...unmatched],
  }
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ')
}
