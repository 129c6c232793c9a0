import { statisticName } from '@pejling/association'
import { citation } from '@pejling/export'
import { parseRelation, type Relation, type Text } from '@pejling/indicators'
import { findFreezing, findResults, type Ledger, type SavedView } from '@pejling/ledger'
import {
  type Difference,
  findTampering,
  frozenName,
  isGone,
  leadP,
  type LeadP,
  recompute,
  recordOf,
  type Result,
  type Tampering,
} from '@pejling/notebook'
import { type Edition, getStudy } from '@pejling/warehouse'
import { type FigureKind, chosenFigure, fittingFigures } from '@pejling/figures'
import { getHouse } from '../house.ts'
import { relationAnswer, type RelationAnswer } from '../relation-answer.ts'
import { viewersFor } from '../study-access.ts'

/** A view as a page shows it. */
export type SeenView = {
  /** As it stands in its address: `12`, or `12-9f86d081884c7d65`. */
  name: string
  title: string
  note: string
  own: boolean
  savedAt: Date
  plannedAt?: Date
  frozen?: { at: Date; seal: string }
  /** Where its relation is asked in the live edition. */
  question: string
  /** The edition its numbers are of. */
  edition: string
  /** The edition it was saved or frozen in. */
  keptIn: string
} & (
  | { state: 'refused'; why: Tampering | 'gone' }
  | {
      state: 'shown'
      /** Is it the same as when it was kept? */
      same: boolean
      /** What is not; empty also for one who may not see all. */
      differences: Difference[]
      /** Missing where a frozen view does not come out the same: then `kept` is shown, to those who may see it. */
      answered?: RelationAnswer
      kept?: Result
      /** What the measures of `kept` are called, by their ids. */
      measures: Record<string, Text>
      figure?: FigureKind
      citation: string
      p?: LeadP
    }
)
export type ShownView = Extract<SeenView, { state: 'shown' }>

/**
 * A view for the one who asks, with its numbers as they may see them: of the live edition, or of the one it is frozen in. What
 * was tampered with is not shown.
 */
export async function seeView(
  locals: App.Locals,
  ledger: Ledger,
  view: SavedView,
  { shownSeal, origin }: { shownSeal?: string; origin: string },
): Promise<SeenView> {
  const texts = await findResults(ledger, view)
  const { id, by, frozen, study, question, figure, edition: keptIn, savedAt, plannedAt, note } = view
  const live = locals.editions.live
  const seen = {
    ...{ name: nameOf(view), title: view.name, note, own: by === locals.account?.id, savedAt, plannedAt },
    ...{ frozen: frozen && { at: frozen.at, seal: frozen.seal }, question, keptIn },
    edition: frozen ? keptIn : (live?.hash ?? keptIn),
  }
  const refused = (why: Tampering | 'gone') => ({ ...seen, state: 'refused' as const, why })
  const record = recordOf(view, texts)
  const tampering = record && findTampering(record, await findFreezing(ledger, id), shownSeal)
  if (tampering) return refused(tampering)
  const edition = await locals.editions.get(seen.edition).catch(() => undefined)
  if (!edition) return refused(frozen ? 'edition' : 'gone')
  try {
    return { ...seen, state: 'shown', ...(await numbersOf(edition)) }
  } catch (problem) {
    if (isGone(problem)) return refused('gone')
    throw problem
  }

  async function numbersOf(edition: Edition) {
    const viewers = await viewersFor(locals, await getStudy(edition, study))
    const { kept, now, identical, differences } = await recompute(
      edition,
      { question, results: view.results, texts },
      viewers.viewer,
    )
    const relation = parseRelation(new URLSearchParams(question))
    const older = edition.hash === live?.hash ? undefined : edition.hash
    const asked: Relation = { ...relation, ...(older && { edition: older }) }
    const answered =
      identical || !frozen ? await relationAnswer(edition, asked, async () => viewers) : undefined
    const result = answered ? now : kept
    return {
      ...{ same: identical, differences, answered },
      ...(answered ? { measures: {} } : { kept, measures: namesOf(kept) }),
      figure: answered && figureOf(answered, figure),
      citation: result
        ? citation(asCited(result, edition.hash, viewAddress(seen.name, origin)), locals.language)
        : '',
      p: result && leadP(result.parts[0]?.statistics ?? []),
    }
  }
}

function namesOf(result: Result | undefined): Record<string, Text> {
  const rows = result?.parts.flatMap(({ statistics }) => statistics) ?? []
  return Object.fromEntries(rows.map(({ id }) => [id, statisticName(id)]))
}

function figureOf({ whole, x, y }: RelationAnswer, figure: string | undefined): FigureKind | undefined {
  return whole && chosenFigure(figure ?? null, fittingFigures(whole.answer, x, y))
}

/** A view's name in its address. */
export function nameOf({ id, frozen }: SavedView): string {
  return frozen ? frozenName(id, frozen.seal) : String(id)
}

/**
 * Where a view is seen, as it stands in files and citations.
 *
 * @param origin where the house was asked, if it was not told its own name
 */
export function viewAddress(name: string, origin: string): string {
  return `${getHouse().origin ?? origin}/views/${name}`
}

/** What the citation of a view is made of. */
export function asCited({ study, relation, x, y, by }: Result, edition: string, address: string) {
  return {
    study: { source: { citation: study.citation, year: study.year } },
    ...{ relation: { ...relation, edition }, x, y, by, address },
  }
}
