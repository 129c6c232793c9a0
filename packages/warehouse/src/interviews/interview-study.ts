import {
  type MaskKind,
  type Study,
  type Suppression,
  type TextRange,
  type TextRefusal,
  thresholdOf,
  type Unit,
  type Viewer,
} from '@pejling/indicators'
import { checkedViewer } from '../disclosure/checked-viewer.ts'
import type { Edition } from '../edition.ts'
import { hasTable } from '../has-table.ts'
import { remembered } from '../remembered.ts'
import { getCodebook, getStudy, listStudies } from '../study-queries.ts'

/** How the texts of a study's interviews are held. */
export type InterviewTexts = 'kept' | 'roles' | 'left'

/**
 * What of the texts is shown to the one who asks: all but the masked passages (by hash of the text), or nothing and why.
 * What a source is called may name somebody too: it is shown with its text, or where `names` says so.
 */
export type Reading =
  | { masks: ReadonlyMap<string, readonly (TextRange & { kind: MaskKind })[]> }
  | { refused: TextRefusal; names: boolean }

/** Texts as they are held, without a mask: for who owns them. */
export const unmasked: Reading = { masks: new Map() }

/** The studies with coded interviews, in order. */
export async function listInterviewStudies(edition: Edition): Promise<Study[]> {
  if (!(await hasTable(edition, 'interview_project'))) return []
  const having = await readHaving(edition)
  return (await listStudies(edition)).filter(({ id }) => having.has(id))
}

const readHaving = remembered(async (edition) => {
  const found = await edition.query<{ study: string }>('SELECT DISTINCT study FROM interview_project')
  return new Set(found.map(({ study }) => study))
})

/** A study's interviews as everything is asked of them; `withheld` is why they are not shown one by one. */
export type OpenedInterviews = {
  study: Study
  /** What the interviews are about. */
  about: Unit
  texts: InterviewTexts
  withheld?: Suppression
}

/**
 * @throws `unknown study: …`, `unknown interviews: kora-2017 has none`, `viewer: expected one, since … is not open; found none`
 */
export async function openInterviews(
  edition: Edition,
  id: string,
  viewer: Viewer | undefined,
): Promise<OpenedInterviews> {
  const study = await getStudy(edition, id)
  const { rows, sees } = checkedViewer(study, viewer)
  const known = await listInterviewStudies(edition)
  if (!known.includes(study)) throw new Error(`unknown interviews: ${id} has none`)
  const texts = await readTexts(edition, id)
  const about = await unitOf(edition, study)
  if (rows) return { study, about, texts }
  const unit = about.id
  const code = sees === 'nothing' ? 'embargo' : 'rows'
  return { study, about, texts, withheld: { code, values: { threshold: thresholdOf(study, unit), unit } } }
}

const readTexts = remembered(async (edition, study): Promise<InterviewTexts> => {
  const found = await edition.query<{ texts: InterviewTexts }>(
    'SELECT texts FROM interview_project WHERE study = $study',
    { study },
  )
  // A study may hold several projects: the strictest of them holds for all.
  return (['left', 'roles'] as const).find((rule) => found.some(({ texts }) => texts === rule)) ?? 'kept'
})

/** The unit whose values the rules make of the interviews; without rules the innermost one. */
async function unitOf(edition: Edition, study: Study): Promise<Unit> {
  const { variables } = await getCodebook(edition, study.id)
  const ruled = variables.find(({ derived }) => derived?.kind === 'coded')
  return study.units.find(({ id }) => id === ruled?.unit) ?? study.units.at(-1)!
}
