import { citation } from '@pejling/export'
import { parseLanguage } from '../parse-language.ts'
import { findFreezing, listViews, recordAct, type SavedView } from '@pejling/ledger'
import {
  type Difference,
  findTampering,
  recompute,
  recordOf,
  type Result,
  type Tampering,
  verifyFrozen,
} from '@pejling/notebook'
import { type House, withHouse } from '../house.ts'
import { openFile, openView, type OpenedView, viewAddress, viewerOfBoth } from '../notebook/opened-view.ts'
import { asCited, nameOf } from '../notebook/reported-view.ts'
import { resultInWords } from '../notebook/result-in-words.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import type { Edition } from '@pejling/warehouse'

/** `pejling view list`. */
export function listViewsCommand({ study, json }: { study?: string; json?: boolean }): Promise<ExitCode> {
  return withHouse<ExitCode>(async ({ ledger, caller }) => {
    const views = await listViews(ledger, { by: caller.by.actor, study })
    if (json) printJson(views.map(viewAsJson))
    else if (!views.length) print('no views yet; pejling view save')
    else print(aligned(views.map((view) => [nameOf(view), view.study, stateOf(view), view.name])))
    return 0
  })
}

const stateOf = ({ frozen, plannedAt }: SavedView) =>
  `${frozen ? 'frozen' : 'live'}${plannedAt ? ', planned' : ''}`

function viewAsJson(view: SavedView) {
  const { results: _, by: __, frozen, ...rest } = view
  return { ...rest, ...frozen, name: view.name, view: nameOf(view), address: viewAddress(nameOf(view)) }
}

/** What was kept of a view and how it stands today, for whoever acts. */
type Shown = { result?: Result; same: boolean; differences: Difference[]; edition: string }

/** `pejling view show VIEW`: the numbers that were kept; of a live view also what changed since. */
export function showViewCommand(
  wanted: string,
  { json, language }: { json?: boolean; language: string },
): Promise<ExitCode> {
  const spoken = parseLanguage(language)
  return withHouse<ExitCode>(async (house) => {
    const opened = await openView(house, wanted)
    const { view } = opened
    const refused = await tamperingOf(house, opened)
    if (refused) throw new Error(tamperedInWords(view, refused))
    const { result, same, differences, edition } = await shownOf(house, opened)
    if (!result) throw new Error(`view: not identical today, and its numbers are not shown: ${nameOf(view)}`)
    const address = viewAddress(nameOf(view))
    const cited = citation({ ...asCited(result, edition), address }, spoken)
    if (json)
      printJson({
        ...viewAsJson(view),
        shownIn: edition,
        result,
        identical: same,
        differences,
        citation: cited,
      })
    else {
      print(`${nameOf(view)} ${view.name}${view.note ? `\n${view.note}` : ''}\n${resultInWords(result)}`)
      print(same ? 'the same as when it was kept' : changedInWords(differences))
      print(cited)
    }
    return same ? 0 : 1
  })
}

async function shownOf(house: House, { view, texts }: OpenedView): Promise<Shown> {
  return withEdition(view.frozen ? view.edition : undefined, async (edition) => {
    const viewer = await viewerOfBoth(house, edition, view.study)
    const { kept, now, identical: same, differences } = await recompute(edition, { ...view, texts }, viewer)
    return { result: view.frozen ? kept : now, same, differences, edition: edition.hash }
  })
}

async function tamperingOf(
  { ledger }: House,
  { view, texts, shownSeal }: OpenedView,
): Promise<Tampering | undefined> {
  const record = recordOf(view, texts)
  if (!record) return undefined
  return findTampering(record, await findFreezing(ledger, view.id), shownSeal)
}

/** `pejling view verify VIEW`: everything that was kept, the edition's file, and the numbers computed anew. */
export function verifyViewCommand(wanted: string, { json }: { json?: boolean }): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const { view, texts, shownSeal } = await openView(house, wanted)
    const record = recordOf(view, texts)
    if (!record) throw new Error(`verify: expected a frozen view, found ${view.id} live`)
    const open = () => openFile(house, record.edition)
    const entry = await findFreezing(house.ledger, view.id)
    const viewerOf = (edition: Edition) => viewerOfBoth(house, edition, record.study)
    const verdict = await verifyFrozen(record, entry, { shownSeal, open, viewerOf })
    const { identical, tampering, differences } = verdict
    const details = { identical, tampering: tampering ?? null }
    await recordAct(house.ledger, {
      ...house.caller.by,
      act: 'verify-view',
      subject: String(view.id),
      details,
    })
    if (json) printJson({ view: nameOf(view), edition: record.edition, ...verdict })
    else if (tampering) print(tamperedInWords(view, tampering))
    else print(identical ? `identical: view ${nameOf(view)}` : changedInWords(differences))
    return identical ? 0 : 1
  })
}

function tamperedInWords({ id }: SavedView, tampering: Tampering): string {
  return `view ${id} refused: ${refusals[tampering]}`
}

const refusals: Record<Tampering, string> = {
  link: 'the address is not the one that was given out',
  record: 'its record is not what was sealed',
  result: 'a kept result is not the one that was sealed',
  log: 'the log of acts has no whole entry of its freezing with this seal',
  edition: "the edition's file does not hold what it held",
}

function changedInWords(differences: Difference[]): string {
  if (!differences.length) return 'not the same as when it was kept'
  const told = differences.map(({ at, kept, now }) => `  ${at.en}: ${kept ?? '–'} then, ${now ?? '–'} now`)
  return `not the same as when it was kept:\n${told.slice(0, 20).join('\n')}`
}
