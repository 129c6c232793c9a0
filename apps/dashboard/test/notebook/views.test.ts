import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { findView, owner, recordEdition, setGrant, findPerson } from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from '../people/house.ts'

let house: PeopleHouse
let address: string
const cookies: Record<string, string> = {}
const open = '?study=kora-2017&x=funding_model&y=screening'
const closed = '?study=lukkede-raekker&x=funding_model&y=screening'

beforeAll(async () => {
  const file = inject('house').closed
  house = await openPeopleHouse(file)
  await recordEdition(house.ledger, { hash: basename(file, '.duckdb'), codeVersion: '1' })
  address = await house.open({ PEJLING_PUBLIC: 'yes' })
  for (const [name, role] of [
    ['Anna', 'researcher'],
    ['Bo', 'researcher'],
    ['Carl', 'reader'],
  ] as const) {
    const id = await house.addPerson(name, role)
    if (name === 'Anna') {
      const { version } = (await findPerson(house.ledger, id))!
      const grant = { study: 'lukkede-raekker', right: 'unsuppressed' as const, given: true }
      await setGrant(house.ledger, { person: id, seenVersion: version, by: owner, ...grant })
    }
    cookies[name] = await signInAs(address, name)
  }
}, 60_000)
afterAll(() => house.close())

const get = (path: string, who?: string) => send(address, 'GET', path, { cookie: who && cookies[who] })
const post = (path: string, form: Record<string, string>, who?: string) =>
  send(address, 'POST', path, { cookie: who && cookies[who], form })
const textOf = async (path: string, who?: string) => (await get(path, who)).text()
/** Keeps a relation as the form of its page does; where it leads. */
async function save(question: string, who: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await post('/views?/save', { question, name: 'Min visning', ...more }, who)
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!.split('?')[0]
}
const freeze = { then: 'freeze' }

test('a frozen view opens without an account, says the same bytes each time, and is verified', async () => {
  const path = await save(open, 'Anna', { ...freeze, note: 'Til mødet' })
  expect(path).toMatch(/^\/views\/\d+-[0-9a-f]{16}$/)
  const page = await textOf(path)
  expect(page).toContain('Min visning')
  expect(page).toContain('Til mødet')
  expect(page).toContain('de samme tal som dengang')
  expect(page).toContain(`${address}${path}`)
  const first = await textOf(`${path}/result.json`)
  expect(await textOf(`${path}/result.json`, 'Carl')).toBe(first)
  const view = (await findView(house.ledger, Number(/\d+/.exec(path)![0])))!
  expect(Object.values(view.results)).toContain(createHash('sha256').update(first).digest('hex'))
  expect(await textOf(`${path}/citation.bib`)).toContain(`url = {${address}${path}}`)
  const verified = await (await post(`${path}?/verify`, {})).text()
  expect(verified).toContain('Identisk: link, post i loggen')
}, 60_000)

test('without its seal the address leads on to the whole one; with another seal it shows no number', async () => {
  const path = await save(open, 'Anna', freeze)
  const bare = await get(path.split('-')[0])
  expect([bare.status, bare.headers.get('location')]).toEqual([303, path])
  const forged = `${path.split('-')[0]}-${'0'.repeat(16)}`
  const page = await textOf(forged)
  expect(page).toContain('Afvist: intet tal vises')
  expect(page).not.toMatch(/<table|<svg[^>]*viewBox="0 0 \d{3}/)
  expect((await get(`${forged}/result.json`)).status).toBe(409)
}, 60_000)

test('a result that was changed in the ledger is refused on the page, in the file and by verify', async () => {
  const path = await save(open, 'Anna', { ...freeze, name: 'Ændret' })
  const view = (await findView(house.ledger, Number(/\d+/.exec(path)![0])))!
  const put = (seal: string) =>
    house.ledger.updateTable('saved_view').set({ seal }).where('id', '=', view.id).execute()
  await put('f'.repeat(64))
  const moved = `/views/${view.id}-${'f'.repeat(16)}`
  expect(await textOf(moved)).toContain('er ikke det, der blev frosset')
  expect((await get(`${moved}/result.json`)).status).toBe(409)
  expect(await (await post(`${moved}?/verify`, {})).text()).toContain('Ikke identisk.')
  await put(view.frozen!.seal)
  expect(await textOf(path)).toContain('de samme tal som dengang')
}, 60_000)

test('of a closed study each reader gets their own numbers, whoever froze the view', async () => {
  const path = await save(closed, 'Anna', freeze)
  const [all, others] = [
    await textOf(`${path}/result.json`, 'Anna'),
    await textOf(`${path}/result.json`, 'Bo'),
  ]
  expect(JSON.parse(all).parts[0].answer.counts.flat()).not.toContain(null)
  expect(JSON.parse(others).parts[0].answer.counts.flat()).toContain(null)
  expect(JSON.parse(others).parts[0].statistics).toEqual([])
  expect(await textOf(`${path}/result.json`)).toBe(others)
  const page = await textOf(path, 'Bo')
  expect(page).toContain('skjult')
  expect(page).not.toContain('Gamma er')
}, 60_000)

test('a live view is its owner’s alone, and a reader keeps none', async () => {
  const path = await save(open, 'Anna')
  expect((await get(path, 'Anna')).status).toBe(200)
  for (const who of ['Bo', 'Carl', undefined]) {
    expect((await get(path, who)).status).toBe(404)
    expect((await get(`${path}/result.json`, who)).status).toBe(404)
  }
  expect((await post(`${path}?/freeze`, {}, 'Bo')).status).toBe(404)
  expect((await post('/views?/save', { question: open, name: 'x' }, 'Carl')).status).toBe(403)
  expect(await textOf('/views', 'Bo')).not.toContain(path)
}, 60_000)

test('a form without a name, or with a question no page asks, keeps nothing and says why', async () => {
  const answer = await post('/views?/save', { question: open, name: ' ' }, 'Bo')
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('mangler et navn')])
  for (const question of ['?study=kora-2017', '?study=kora-2017&x=funding_model&y=funding_model'])
    expect((await post('/views?/save', { question, name: 'x' }, 'Bo')).status).toBe(400)
  expect((await post('/views?/save', { question: '?study=none&x=a&y=b', name: 'x' }, 'Bo')).status).toBe(404)
  expect(await textOf('/views', 'Bo')).toContain('Du har ikke gemt nogen visning endnu.')
}, 60_000)

test('looks are counted quietly, and what was looked at cannot be planned any more', async () => {
  const relation = '/relations?study=kora-2017&x=funding_model&y=small_groups'
  const plan = { study: 'kora-2017', x: 'funding_model', y: 'small_groups', name: 'Plan' }
  const planned = await post('/views?/plan', plan, 'Bo')
  expect(planned.status).toBe(303)
  expect(await textOf(relation, 'Bo')).toContain('Du har set på 1 sammenhæng i dette studie.')
  expect(await textOf(relation, 'Bo')).toContain('Du har set på 1 sammenhæng i dette studie.')
  const again = await post('/views?/plan', plan, 'Bo')
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('allerede set på')])
  expect(await textOf(relation)).not.toContain('Du har set på')
  expect(await textOf(planned.headers.get('location')!, 'Bo')).toContain(
    'før den, der gemte den, havde set på den',
  )
}, 60_000)

test('a list is a report: text as text, views with edition and address, p corrected; shared it shows its views to others', async () => {
  const [one, two] = [await save(open, 'Anna', freeze), await save(closed, 'Anna')]
  const made = await post('/views?/list', { name: 'Rapport' }, 'Anna')
  const list = made.headers.get('location')!.split('?')[0]
  const number = list.split('/').at(-1)!
  for (const path of [one, two])
    expect((await post(`${path}?/add`, { list: number }, 'Anna')).status).toBe(303)
  const version = /name="version" value="(\d+)"/.exec(await textOf(`${list}?edit`, 'Anna'))![1]
  const text = '# Før\n\n**fed** <script>alert(1)</script> [x](javascript:alert(1)) ![y](//example.org/y.png)'
  const said = { version, name: 'Rapport', note: '', shared: 'yes', 'text-new': text, act: 'save' }
  expect((await get(list, 'Bo')).status).toBe(404)
  expect((await post(`${list}?/change`, said, 'Anna')).status).toBe(303)
  expect((await post(`${list}?/change`, said, 'Anna')).status).toBe(409)
  const page = await textOf(list, 'Anna')
  expect(page).toContain('<strong>fed</strong>')
  expect(page).not.toMatch(/<script>alert|href="javascript|<img/)
  expect(page).toContain(`${address}${one}`)
  expect(page).toMatch(/Benjamini–Hochberg/)
  const theirs = await textOf(list, 'Bo')
  expect(theirs).toContain(`${address}${two}`)
  expect(theirs).toContain('skjult')
  expect((await get(two, 'Bo')).status).toBe(200)
  expect((await post(`${list}?/change`, said, 'Bo')).status).not.toBe(303)
  const pdf = await get(`${list}/pdf`, 'Bo')
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const bytes = Buffer.from(await pdf.arrayBuffer()).toString('latin1')
  expect(bytes.startsWith('%PDF-1.7')).toBe(true)
  // The open study's figure; of the closed one there is none for Bo.
  expect(bytes.split('/S /Figure').length - 1).toBe(1)
  expect((await get(`${list}/pdf`)).status).toBe(200)
}, 60_000)

test('the figure of a relation is taken along as a picture in pixels, and of what is hidden there is none', async () => {
  const png = await get(`/relations/export/png${open}`)
  expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(
    Buffer.from(await png.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  expect((await get(`/relations/export/png${closed}`, 'Bo')).status).toBe(404)
}, 60_000)
