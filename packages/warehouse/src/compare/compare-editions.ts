import { isOpen, strictestViewer, type Study, type Viewer } from '@pejling/indicators'
import type { Limits } from '../database.ts'
import type { Edition } from '../edition.ts'
import { listStudies } from '../study-queries.ts'
import { listTableContents } from '../table-content.ts'
import { withBoth } from './both-editions.ts'
import { compareStudy } from './compare-study.ts'
import type { Comparison, StudyComparison } from './comparison.ts'
import type { Side } from './study-pair.ts'

export type CompareOptions = {
  /** How somebody sees a study as one of the editions defines it; the stricter of the two holds. */
  viewer: (study: Study) => Viewer
  /** Only this study. */
  study?: string
  /** How many rows that differ are given as examples for each table; 20 if left out. */
  limit?: number
  /** What the DuckDB that reads both may use. */
  limits?: Pick<Limits, 'memory' | 'threads'>
  /** Told how far it is, from 0 to 1. */
  progress?: (share: number) => void
}

/**
 * All in which two editions differ: tables, columns and rows by key, definitions, numbers of variables, relations and
 * audit findings, each with what may have caused it. Tables with the same content hash are not opened. Who may not see
 * a study's rows gets none of them; who may not see its counts is told what differs and why, and no number: each edition
 * is safe alone, but what is different between two may be a single unit.
 *
 * @throws `unknown study: …` if neither has it
 */
export async function compareEditions(
  before: Edition,
  after: Edition,
  { viewer, study, limit = 20, limits, progress = () => {} }: CompareOptions,
): Promise<Comparison> {
  const [was, is] = await Promise.all([listStudies(before), listStudies(after)])
  const ids = [...new Set([...is, ...was].map(({ id }) => id))].filter((id) => !study || id === study)
  if (study && !ids.length) throw new Error(`unknown study: ${study}`)
  const contents = await Promise.all([contentsOf(before), contentsOf(after)])
  const studies = await withBoth(
    before,
    after,
    async (both) => {
      const found: StudyComparison[] = []
      for (const [at, id] of ids.entries()) {
        const definitions = [was, is].map((all) => all.find((study) => study.id === id))
        const seen = definitions.flatMap((study) =>
          study ? [{ ...viewer(study), open: isOpen(study) }] : [],
        )
        found.push(
          await compareStudy({
            ...{ id, both, limit, seenBy: strictestViewer(seen) },
            progress: (share) => progress((at + share) / ids.length),
            mixed: new Set(seen.map(({ open }) => open)).size > 1,
            before: definitions[0] && { edition: before, study: definitions[0], contents: contents[0](id) },
            after: definitions[1] && { edition: after, study: definitions[1], contents: contents[1](id) },
          }),
        )
      }
      return found
    },
    limits,
  )
  return { before: before.hash, after: after.hash, same: studies.every(({ same }) => same), studies }
}

/** A study's contents by table. */
async function contentsOf(edition: Edition): Promise<(study: string) => Side['contents']> {
  const contents = await listTableContents(edition)
  return (id) => new Map(contents.filter(({ study }) => study === id).map(({ table, hash }) => [table, hash]))
}
