import { owner, profileUnits, type Study, toQuery } from '@pejling/indicators'
import {
  type Edition,
  getCodebook,
  listIndicators,
  listProfileUnits,
  listRelations,
  listStudies,
} from '@pejling/warehouse'
import { indicatorAddress } from '#lib/indicators/indicator-address.ts'
import { profileAddress } from '#lib/profile/profile-address.ts'
import type { Entry } from '#lib/search/entry.ts'
import { pageEntries } from '#lib/search/page-entries.ts'
import { search, type SearchIndex, searchIndex } from '#lib/search/search-index.ts'
import { rooms } from '#lib/rooms.ts'
import { passes } from './guard.ts'
import { viewerFor } from './study-access.ts'

/** What the one who asks finds, best first; rooms and rows that are closed to them are not found either. */
export async function searchFor(locals: App.Locals, asked: string): Promise<Entry[]> {
  const edition = locals.editions.live
  const index = await indexOf(edition)
  const closed = new Set(rooms.filter(({ door }) => !passes(locals, door)).map(({ href }) => href))
  const studies = edition ? await listStudies(edition) : []
  const seen = await Promise.all(
    studies.map(async (study) => ((await viewerFor(locals, study)).rows ? [study.id] : [])),
  )
  const mayRows = new Set(seen.flat())
  return search(index, asked, ({ kind, href, rowsOf }) =>
    kind === 'page' ? !closed.has(href) : rowsOf === undefined || mayRows.has(rowsOf),
  )
}

/** One index for each edition that was asked lately; an edition never changes. */
const kept = new Map<string, Promise<SearchIndex>>()
const most = 3

function indexOf(edition: Edition | undefined): Promise<SearchIndex> {
  const name = edition?.hash ?? ''
  const known = kept.get(name)
  if (known) return known
  const made = (edition ? entriesOf(edition) : Promise.resolve([])).then((entries) =>
    searchIndex([...pageEntries(), ...entries]),
  )
  made.catch(() => kept.delete(name))
  kept.set(name, made)
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest)
  return made
}

async function entriesOf(edition: Edition): Promise<Entry[]> {
  const studies = await listStudies(edition)
  return (await Promise.all(studies.map((study) => entriesOfStudy(edition, study)))).flat()
}

async function entriesOfStudy(edition: Edition, study: Study): Promise<Entry[]> {
  const codebook = await getCodebook(edition, study.id)
  const { variables } = codebook
  const detail = study.title
  const label = (id: string) => variables.find((variable) => variable.id === id)!.label
  const place = (id: string) => variables.findIndex((variable) => variable.id === id)
  const pairs = (await listRelations(edition, study.id)).filter(({ x, y }) => place(x) < place(y))
  const indicators = await listIndicators(edition, study.id)
  return [
    {
      kind: 'study',
      label: study.title,
      detail: study.summary,
      href: `/studies/${study.id}`,
      names: [study.id],
    },
    ...indicators.map(({ indicator }): Entry => ({
      ...{ kind: 'indicator', label: indicator.label, detail, names: [indicator.id] },
      href: indicatorAddress(study.id, indicator.id),
    })),
    ...variables.map(({ id, label, aliases = [], categories = [] }): Entry => ({
      ...{ kind: 'variable', label, detail, href: `/studies/${study.id}#${id}` },
      ...{ names: [id, ...aliases], holds: categories.map(({ label }) => label) },
    })),
    ...pairs.map(({ x, y }): Entry => ({
      kind: 'relation',
      label: { da: `${label(x).da} og ${low(label(y).da)}`, en: `${label(x).en} and ${low(label(y).en)}` },
      detail,
      href: `/relations${toQuery({ study: study.id, x, y, where: [] })}`,
      names: [x, y],
    })),
    ...(
      await Promise.all(profileUnits(study, codebook).map(({ id }) => unitEntries(edition, study, id)))
    ).flat(),
  ]
}

const low = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** So many of a kind are found by name; the others by their list. */
const mostUnits = 5000

/** Organisations only: no other unit is looked up by name. */
async function unitEntries(edition: Edition, study: Study, unit: string): Promise<Entry[]> {
  const { units } = await listProfileUnits(edition, { study: study.id, unit }, owner)
  return units.slice(0, mostUnits).map(({ key, label }) => ({
    ...{ kind: 'unit', label, detail: study.title, names: [key], rowsOf: study.id },
    href: profileAddress(study.id, unit, key),
  }))
}
