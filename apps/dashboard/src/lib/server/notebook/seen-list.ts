import { countLooks, findList, findView, type Ledger, mayOpenList, type ReadingList } from '@pejling/ledger'
import { adjustedLeads, type AdjustedLead, ownTextHtml } from '@pejling/notebook'
import { listStudies } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { getHouse } from '../house.ts'
import { type SeenView, seeView } from './seen-view.ts'

/** A part of a list as it is shown: own text as safe HTML with what was written, or a view with its corrected p. */
export type SeenPart =
  { kind: 'text'; text: string; html: string } | { kind: 'view'; view: SeenView; adjusted?: AdjustedLead }

/** A reading list for the one who asks. */
export type SeenList = Pick<ReadingList, 'id' | 'name' | 'note' | 'shared' | 'version' | 'madeAt'> & {
  own: boolean
  parts: SeenPart[]
  /** How many relations one has looked at in each study of the list, and all together, where one has an account. */
  looks: { title: { da: string; en: string }; own: number; all: number }[]
}

/** The list of that number, for one who may open it. Answers 404 for others as for one that is not there. */
export async function openedList(
  ledger: Ledger,
  number: string,
  { account }: App.Locals,
): Promise<ReadingList> {
  const list = /^[1-9]\d{0,8}$/.test(number) ? await findList(ledger, Number(number)) : undefined
  if (list && mayOpenList(list, account?.id)) return list
  error(404, `unknown list: ${number.slice(0, 40)}`)
}

/** All parts of a list with the numbers as the one who asks may see them. */
export async function seeList(
  locals: App.Locals,
  ledger: Ledger,
  list: ReadingList,
  origin: string,
): Promise<SeenList> {
  const { id, name, note, shared, version, madeAt, by } = list
  const parts: SeenPart[] = []
  for (const { view: number, text } of list.parts) {
    if (number === undefined) {
      parts.push({ kind: 'text', text, html: ownTextHtml(text) })
      continue
    }
    const view = await findView(ledger, number)
    // A frozen view is shown at its whole address here; the address of the list says nothing of its seal.
    if (view) parts.push({ kind: 'view', view: await seeView(locals, ledger, view, { origin }) })
  }
  const views = parts.flatMap((part) => (part.kind === 'view' ? [part] : []))
  const adjusted = adjustedLeads(views.map(({ view }) => (view.state === 'shown' ? view.p?.p : undefined)))
  views.forEach((part, i) => (part.adjusted = adjusted[i]))
  const studies = new Set(views.map(({ view }) => new URLSearchParams(view.question).get('study') ?? ''))
  const own = locals.account !== undefined && by === locals.account.id
  return {
    id,
    name,
    note,
    shared,
    version,
    madeAt,
    own,
    parts,
    looks: await looksIn(locals, ledger, studies),
  }
}

async function looksIn(
  locals: App.Locals,
  ledger: Ledger,
  studies: ReadonlySet<string>,
): Promise<SeenList['looks']> {
  const { account, editions } = locals
  const { looker } = getHouse()
  if (!account || !looker || !editions.live) return []
  const known = (await listStudies(editions.live)).filter(({ id }) => studies.has(id))
  return Promise.all(
    known.map(async ({ id, title }) => ({
      title,
      ...(await countLooks(ledger, { study: id, looker: looker(account.id) })),
    })),
  )
}
