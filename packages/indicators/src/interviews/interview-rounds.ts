import type { InterviewProject } from './interview-project.ts'
import type { UnitRule } from './quantification-rule.ts'
import type { Round } from '../round.ts'

/**
 * Which round each source is of, by the rule: the one that is named, or what a classification of the source or of a case it
 * belongs to says, as the round's id or its name in either language. `untold` interviews say none that is known.
 */
export function interviewRounds(
  { sources, cases }: Pick<InterviewProject, 'sources' | 'cases'>,
  { round }: Pick<UnitRule, 'round'>,
  rounds: readonly Pick<Round, 'id' | 'label'>[],
): { roundOf: Map<string, string>; untold: number } {
  if (round === undefined) return { roundOf: new Map(), untold: 0 }
  if (typeof round === 'string') return { roundOf: new Map(sources.map(({ id }) => [id, round])), untold: 0 }
  const known = new Map(
    rounds.flatMap(({ id, label }) => [id, label.da, label.en].map((name) => [plain(name), id] as const)),
  )
  const said = new Map<string, string>()
  const tell = (source: string, value: string | undefined) => {
    const id = value === undefined ? undefined : known.get(plain(value))
    if (id !== undefined && !said.has(source)) said.set(source, id)
  }
  for (const { id, values } of sources) tell(id, values[round.classification])
  for (const { values, sources: held } of cases) for (const id of held) tell(id, values[round.classification])
  // A text of a recording or a page is of the round of the recording or page.
  for (const { id, of } of sources)
    if (of !== undefined && said.has(of)) tell(id, said.get(id) ?? said.get(of))
  return {
    roundOf: said,
    untold: sources.filter(({ id, of }) => of === undefined && !said.has(id)).length,
  }
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ')
}
