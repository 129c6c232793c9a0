import type { CondensationRow, InterviewProject, Memo } from '@pejling/indicators'
import { type Pseudonyms, pseudonymised } from '../pseudonymised.ts'
import type { RawProject } from '../read/raw-project.ts'

/**
 * A table of condensations as a project by itself: who wrote them under pseudonyms, a case for every unit, and the notes.
 * Which codes, interviews and excerpts they speak of is only found among the study's other files.
 */
export function condensedProject(
  rows: readonly CondensationRow[],
  { users }: Pick<RawProject, 'users'>,
  pseudonyms: Pseudonyms,
): { project: InterviewProject; condensations: CondensationRow[] } {
  const names = pseudonymised(
    users.map(({ name }) => name),
    pseudonyms,
  )
  const condensations = rows.map((row) =>
    row.author === undefined ? row : { ...row, author: names.get(row.author)! },
  )
  const units = [...new Set(condensations.flatMap(({ unit }) => unit ?? []))]
  const memos = condensations.map(({ unit, author, created, text }): Memo => ({
    ...{ kind: 'condensation', text, ...(author && { author }), ...(created && { created }) },
    about: unit === undefined ? [] : [{ kind: 'case', case: units.indexOf(unit) }],
  }))
  const cases = units.map((name) => ({ name, values: {}, sources: [], excerpts: [], codes: [] }))
  return {
    project: {
      ...{ coders: [...new Set(names.values())], codes: [], classifications: [], sources: [] },
      ...{ excerpts: [], codings: [], cases, sets: [], memos },
    },
    condensations,
  }
}
