import { parseRelation, type Relation } from '@pejling/indicators'
import { actorOf, findView, freezeView, type Ledger, saveView } from '@pejling/ledger'
import { frozenName, lookOf, takeFreezing, takeResults } from '@pejling/notebook'
import type { Edition } from '@pejling/warehouse'
import { figureKinds } from '@pejling/figures'
import { getHouse } from '../house.ts'

/** What a form says of a view that is to be kept. */
export type AskedView = {
  question: string
  figure: string
  name: string
  note: string
  planned?: boolean
}

/**
 * Saves a relation of an edition as a view of whoever asks.
 *
 * @returns its number
 * @throws as `saveView`, `parseRelation` and `takeResults`
 */
export async function saveAsked(
  locals: App.Locals,
  ledger: Ledger,
  edition: Edition,
  { question: given, figure, name, note, planned = false }: AskedView,
): Promise<number> {
  const account = locals.account!
  const relation: Relation = parseRelation(new URLSearchParams(given))
  const { question, results, taken } = await takeResults(edition, relation)
  const look = lookOf(parseRelation(new URLSearchParams(question)))
  return saveView(
    ledger,
    {
      ...{ study: relation.study, question, name, note: note.slice(0, 2000), edition: edition.hash },
      ...{ results, taken, figure: figureKinds.find((kind) => kind === figure) },
      ...(planned && { planned: { relation: look, looker: getHouse().looker!(account.id) } }),
    },
    actorOf(account),
  )
}

/**
 * Freezes somebody's view in an edition.
 *
 * @returns its name with the seal
 * @throws as `freezeView`
 */
export async function freezeIn(
  locals: App.Locals,
  ledger: Ledger,
  edition: Edition,
  id: number,
): Promise<string> {
  const view = await findView(ledger, id)
  if (!view) throw new Error(`unknown view: ${id}`)
  const freezing = await takeFreezing(edition, view)
  await freezeView(ledger, freezing, actorOf(locals.account!))
  return frozenName(id, freezing.seal)
}
