import { askRelation } from '@pejling/association'
import { citation } from '@pejling/export'
import { chosenFigure, fittingFigures } from '@pejling/figures'
import { type Language, parseRelation } from '@pejling/indicators'
import { findFreezing, type SavedView } from '@pejling/ledger'
import {
  findTampering,
  frozenName,
  isGone,
  leadP,
  recompute,
  recordOf,
  reportedAnswer,
  type ReportedView,
  type Result,
} from '@pejling/notebook'
import type { Edition } from '@pejling/warehouse'
import type { House } from '../house.ts'
import { withEdition } from '../with-edition.ts'
import { type OpenedView, openView, viewAddress, viewerOfBoth } from './opened-view.ts'

/**
 * A view as it is printed for whoever acts: with the numbers of the live edition, or of the one it is frozen in. What was
 * tampered with is refused and shows no number.
 *
 * @throws as `openView`
 */
export async function reportedView(house: House, wanted: string, language: Language): Promise<ReportedView> {
  const opened = await openView(house, wanted)
  const { view, texts, shownSeal } = opened
  const kept = {
    ...{ title: view.name, note: view.note, plannedAt: view.plannedAt, frozen: view.frozen },
    ...{ address: viewAddress(nameOf(view)), keptAt: view.frozen?.at ?? view.savedAt },
  }
  const record = recordOf(view, texts)
  const tampering = record && findTampering(record, await findFreezing(house.ledger, view.id), shownSeal)
  if (tampering) return { ...kept, edition: view.edition, state: 'refused', why: tampering }
  return withEdition(view.frozen ? view.edition : undefined, async (edition) => {
    const common = { ...kept, edition: edition.hash }
    try {
      return { ...common, state: 'shown', ...(await numbersOf(house, edition, opened, language)) }
    } catch (problem) {
      if (!isGone(problem)) throw problem
      return { ...common, state: 'refused', why: 'gone' }
    }
  })
}

/** As it stands in its address: `12`, or `12-9f86d081884c7d65`. */
export function nameOf({ id, frozen }: SavedView): string {
  return frozen ? frozenName(id, frozen.seal) : String(id)
}

/** What the citation of a result is made of, but for its address. */
export function asCited({ study, relation, x, y, by }: Result, edition: string) {
  return {
    study: { source: { citation: study.citation, year: study.year } },
    ...{ relation: { ...relation, edition }, x, y, by },
  }
}

async function numbersOf(house: House, edition: Edition, { view, texts }: OpenedView, language: Language) {
  const viewer = await viewerOfBoth(house, edition, view.study)
  const { kept, now, identical } = await recompute(edition, { ...view, texts }, viewer)
  const relation = parseRelation(new URLSearchParams(view.question))
  const answered =
    identical || !view.frozen ? reportedAnswer(await askRelation(edition, relation, viewer)) : undefined
  const result = answered ? now : kept
  const whole = answered?.whole
  return {
    answered,
    figure: whole && chosenFigure(view.figure ?? null, fittingFigures(whole.answer, answered.x, answered.y)),
    citation: result
      ? citation({ ...asCited(result, edition.hash), address: viewAddress(nameOf(view)) }, language)
      : '',
    p: result && leadP(result.parts[0]?.statistics ?? []),
  }
}
