import { parseRelation } from '@pejling/indicators'
import { findView, freezeView, lookerOf, removeView, saveView } from '@pejling/ledger'
import { frozenName, lookOf, parseViewName, takeFreezing, takeResults } from '@pejling/notebook'
import { getSecret, readConfiguration } from '@pejling/operation'
import type { Edition } from '@pejling/warehouse'
import { type House, withHouse } from '../house.ts'
import { openView, viewAddress } from '../notebook/opened-view.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { type RelationOptions, relationOf } from './relation-options.ts'

type SaveOptions = RelationOptions & {
  name: string
  note: string
  figure?: string
  planned?: boolean
  freeze?: boolean
  json?: boolean
}

/** `pejling view save`: its number and address. */
export async function saveViewCommand(options: SaveOptions): Promise<ExitCode> {
  const { name, note, figure, planned, freeze, json } = options
  const relation = relationOf(options)
  await withEdition(relation.edition, async (edition, house) => {
    const { question, results, taken } = await takeResults(edition, relation)
    const { study } = relation
    const asked = { study, question, figure, name, note: note.trim(), edition: edition.hash }
    const look = planned && {
      relation: lookOf(parseRelation(new URLSearchParams(question))),
      looker: await lookerAtCommandLine(house),
    }
    const view = { ...asked, results, taken, ...(look && { planned: look }) }
    const id = await saveView(house.ledger, view, house.caller.by)
    await tell(house, freeze ? await freezeIn(edition, house, id) : String(id), json)
  })
  return 0
}

/** `pejling view freeze VIEW`: its address with the seal. */
export async function freezeViewCommand(
  wanted: string,
  { edition: hash, json }: { edition?: string; json?: boolean },
): Promise<ExitCode> {
  await withEdition(hash, async (edition, house) => {
    const { view } = await openView(house, wanted)
    await tell(house, await freezeIn(edition, house, view.id), json)
  })
  return 0
}

async function freezeIn(edition: Edition, { ledger, caller }: House, id: number): Promise<string> {
  const view = await findView(ledger, id)
  if (!view) throw new Error(`unknown view: ${id}`)
  const freezing = await takeFreezing(edition, view)
  await freezeView(ledger, freezing, caller.by)
  return frozenName(id, freezing.seal)
}

async function tell({ ledger }: House, name: string, json: boolean | undefined): Promise<void> {
  const view = (await findView(ledger, parseViewName(name).view))!
  const { study, question, edition, frozen } = view
  const told = { view: name, address: viewAddress(name), study, question, edition }
  if (json) printJson({ ...told, ...(frozen && { seal: frozen.seal }) })
  else print(`${frozen ? 'frozen' : 'saved'}: view ${name}, edition ${edition}\n${told.address}`)
}

/** `pejling view remove VIEW`. */
export function removeViewCommand(wanted: string): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const { view } = await openView(house, wanted)
    await removeView(house.ledger, view.id, house.caller.by)
    print(`removed: view ${view.id}`)
    return 0
  })
}

/** What whoever acts is called where looks are counted. */
export async function lookerAtCommandLine({ caller }: House): Promise<string> {
  return lookerOf(await getSecret(readConfiguration(process.env)), caller.by.actor)
}
