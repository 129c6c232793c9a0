import { copyFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rows, withDatabase } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, type Outcome, type TestHouse, testHouse } from './command-line.ts'
import { copyClosed } from './copy-closed.ts'
import { addPerson, openLedgerOf } from './house-people.ts'

let house: TestHouse
let server: Awaited<ReturnType<typeof openLedgerOf>>
let frozen: { view: string; edition: string; seal: string }
let live: { view: string }
let first: Outcome
/** The report of the frozen view as it was first printed. */
let printed: Buffer
const open = 'kora-2017-synthetic'
const closed = 'lukket'
const asked = (study: string, y = 'screening') => ['--study', study, '--x', 'funding_model', '--y', y]
const view = (...words: string[]) => house.pejling('view', ...words)
const show = (...words: string[]) => view('show', ...words, '--json')
const verify = async (...words: string[]) => {
  const { out, code } = await view('verify', ...words, '--json')
  return { ...(JSON.parse(out) as { identical: boolean; tampering?: string }), code }
}
const save = async (...words: string[]) => {
  const { out, err } = await view('save', ...words, '--json')
  expect(err).toBe('')
  return JSON.parse(out)
}

let prints = 0
/** A view or a list as a file of the command line, in any house. */
async function print(
  what: 'view' | 'list',
  name: string,
  format = 'pdf',
  run = house.pejling,
): Promise<Buffer> {
  const file = join(house.home, `printed-${(prints += 1)}.${format}`)
  const { err, code } = await run(what, 'print', name, '--format', format, '--output', file)
  expect([err, code]).toEqual(['', 0])
  return readFile(file)
}

beforeAll(async () => {
  house = await testHouse(open)
  await copyClosed(house.studies, open, closed)
  server = await openLedgerOf(house.home)
  expect((await house.pejling('run')).code).toBe(0)
  await addPerson(server.ledger, 'rosa', 'researcher')
  await addPerson(server.ledger, 'bo', 'researcher')
  frozen = await save(...asked(open), '--name', 'Model og screening', '--freeze')
  live = await save(...asked(open), '--name', 'Følger med')
  first = await show(frozen.view)
  printed = await print('view', frozen.view)
}, 120_000)
afterAll(async () => {
  await server.close()
  await house.close()
})

/** The first institution says another thing of its screening; the edition this makes. */
async function changeOneValue(): Promise<string> {
  const file = join(house.studies, open, 'units/institution.csv')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^(1A,.*),experience,/m, '$1,language,'))
  const { out, code } = await house.pejling('run', '--json')
  expect(code).toBe(0)
  return (JSON.parse(out) as { edition: string }).edition
}

const fileOf = (hash: string, home = house.home) => join(home, 'editions', `${hash}.duckdb`)

test('a frozen view has the seal in its address, is identical, and is found in the log of acts', async () => {
  expect(frozen.view).toBe(`1-${frozen.seal.slice(0, 16)}`)
  expect(first.code).toBe(0)
  expect(JSON.parse(first.out)).toMatchObject({
    identical: true,
    edition: frozen.edition,
    result: {
      parts: [
        {
          answer: {
            counts: [
              [5, 3, 0],
              [4, 4, 0],
              [2, 1, 5],
            ],
          },
        },
      ],
    },
  })
  expect(await verify(frozen.view)).toMatchObject({ identical: true, code: 0 })
  const { out } = await house.pejling('audit-log', 'list', '--act', 'freeze-view', '--json')
  expect(JSON.parse(out)).toMatchObject([{ subject: '1', details: { seal: frozen.seal } }])
}, 60_000)

test('two takings of one relation give the same bytes', async () => {
  const again = await save(...asked(open), '--name', 'Igen')
  const views = await server.ledger.selectFrom('saved_view').select(['id', 'results']).execute()
  const of = (id: number) => views.find((one) => one.id === id)!.results
  expect(of(Number(again.view))).toEqual(of(1))
}, 60_000)

test('after a later edition, and when old ones are pruned, the frozen view says the same bytes; the live one says what changed', async () => {
  const later = await changeOneValue()
  expect(later).not.toBe(frozen.edition)
  await house.pejling('edition', 'keep', '--last', '1')
  await house.pejling('edition', 'prune')
  expect((await show(frozen.view)).out).toBe(first.out)
  expect((await print('view', frozen.view)).equals(printed)).toBe(true)
  expect(await verify(frozen.view)).toMatchObject({ identical: true, code: 0 })
  const { out, code } = await show(live.view)
  const told = JSON.parse(out)
  expect([code, told.identical, told.shownIn]).toEqual([1, false, later])
  const changed = { kind: 'number', path: 'counts.bound.experience', kept: 2, now: 1 }
  expect(told.differences).toContainEqual(expect.objectContaining(changed))
  expect(told.differences).toContainEqual(expect.objectContaining({ path: 'gamma.estimate' }))
}, 120_000)

test('after a backup and a restore elsewhere it says the same bytes', async () => {
  const [folder, home] = [join(house.home, '../backup'), join(house.home, '../elsewhere')]
  expect((await house.pejling('backup', folder)).code).toBe(0)
  const there = (...words: string[]) => ended(house.spawnWith({ PEJLING_HOME: home }, ...words))
  expect((await there('restore', folder)).code).toBe(0)
  expect((await there('view', 'show', frozen.view, '--json')).out).toBe(first.out)
  expect((await print('view', frozen.view, 'pdf', there)).equals(printed)).toBe(true)
  const { out, code } = await there('view', 'verify', frozen.view, '--json')
  expect([JSON.parse(out).identical, code]).toEqual([true, 0])
}, 120_000)

test('a reading list is printed without a server, the same bytes twice, with the numbers of its views', async () => {
  const text = join(house.home, 'own.md')
  await writeFile(text, '# Før\n\nSe **her**.\n')
  expect((await house.pejling('list', 'new', '--name', 'Til udvalget')).out).toBe('list 1\n')
  for (const words of [
    ['--text', text],
    ['--view', frozen.view],
    ['--view', live.view],
  ])
    expect((await house.pejling('list', 'add', '1', ...words)).err).toBe('')
  expect((await house.pejling('list', 'show', '1')).err).toBe('')
  const pdf = await print('list', '1')
  expect(pdf.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
  expect((await print('list', '1')).equals(pdf)).toBe(true)
  const html = (await print('list', '1', 'html')).toString()
  expect(html.match(/<h[1-3]>[^<]+/g)).toEqual([
    ...[
      '<h1>Til udvalget',
      '<h3>Før',
      '<h2>Model og screening',
      '<h2>Følger med',
      '<h2>P-værdierne set under ét',
    ],
  ])
  const counts = /<tr><th scope="row">bundne midler<\/th><td>2 \(25 %\)<\/td><td>1 \(12,5 %\)/
  expect(html).toMatch(counts)
  const wrong = await house.pejling('list', 'print', '1', '--format', 'doc')
  expect(wrong.err).toBe('pejling: format: expected pdf or html, found doc\n')
}, 120_000)

test('an address with another seal is refused', async () => {
  const other = `${frozen.view.slice(0, -1)}${frozen.view.endsWith('0') ? '1' : '0'}`
  expect(await verify(other)).toMatchObject({ identical: false, tampering: 'link', code: 1 })
  expect(await show(other)).toMatchObject({
    ...{ code: 2, out: '', err: 'pejling: view 1 refused: the address is not the one that was given out\n' },
  })
  expect((await view('show', '999-abc')).err).toBe('pejling: unknown view: 999-abc\n')
}, 60_000)

test('a record or a result that was changed is refused, and is whole again when put back', async () => {
  const { ledger } = server
  const refused = async (tampering: string, put: (text: string) => Promise<unknown>, text: string) => {
    await put(text.replace('screening', 'small_groups'))
    expect(await verify(frozen.view)).toMatchObject({ identical: false, tampering, code: 1 })
    expect((await show(frozen.view)).code).toBe(2)
    const html = (await print('view', frozen.view, 'html')).toString()
    expect(html).toContain('Afvist: intet tal vises')
    expect(html).not.toMatch(/<(svg|table)/)
    await put(text)
    expect((await verify(frozen.view)).identical).toBe(true)
  }
  const record = await ledger
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  const putQuestion = (question: string) =>
    ledger.updateTable('saved_view').set({ question }).where('id', '=', 1).execute()
  await refused('record', putQuestion, record.question)
  const sha256 = (record.results as Record<string, string>).all
  const kept = ledger.selectFrom('view_result').select('result').where('sha256', '=', sha256)
  const { result } = await kept.executeTakeFirstOrThrow()
  const putResult = (text: string) =>
    ledger.updateTable('view_result').set({ result: text }).where('sha256', '=', sha256).execute()
  await refused('result', putResult, result)
}, 120_000)

test('an edition whose rows were changed, whose file was cut or is gone, is refused', async () => {
  const file = fileOf(frozen.edition)
  await copyFile(file, `${file}.whole`)
  const refused = async () =>
    expect(await verify(frozen.view)).toMatchObject({ tampering: 'edition', code: 1 })
  await withDatabase(
    async (connection) => {
      await connection.run(
        `UPDATE "study ${open}".institution SET screening = 'language' WHERE institution_id = '1A'`,
      )
      expect(await rows(connection, 'SELECT count(*) AS n FROM table_content')).toHaveLength(1)
    },
    { file },
  )
  await refused()
  await copyFile(`${file}.whole`, file)
  await truncate(file, 300_000)
  await refused()
  await rm(file)
  await refused()
  await rename(`${file}.whole`, file)
  expect(await verify(frozen.view)).toMatchObject({ identical: true })
}, 120_000)

test('a view of a closed study shows each reader what they may see, whoever saved it', async () => {
  const all = await save(...asked(closed), '--name', 'Lukket', '--freeze')
  const mine = JSON.parse((await show(all.view)).out).result.parts[0].answer
  expect(mine.counts).toEqual([
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ])
  const { out } = await show(all.view, '--as', 'rosa@example.org')
  const theirs = JSON.parse(out)
  expect(theirs.result.parts[0]).toMatchObject({ answer: { suppressed: true }, statistics: [] })
  const relation = await house.pejling('relation', ...asked(closed), '--json', '--as', 'rosa@example.org')
  expect(theirs.result.parts[0].answer.counts).toEqual(JSON.parse(relation.out).counts)
  expect(theirs.result.parts[0].answer.counts.flat()).toContain(null)
  expect(JSON.stringify(theirs)).not.toContain('"estimate"')
}, 120_000)

test('values of units one by one are not in the ledger, only their hash', async () => {
  const pairs = await save(...asked(closed, 'extra_grant_per_child'), '--name', 'Kroner', '--freeze')
  const kept = await server.ledger.selectFrom('view_result').select('result').execute()
  for (const { result } of kept) expect(result).not.toMatch(/"points":\[[^\]]|"1A"/)
  expect(JSON.parse((await show(pairs.view)).out).result.parts[0].answer.values).toMatch(/^[0-9a-f]{64}$/)
}, 60_000)

test("a view is its owner's until it is frozen, and stays when it is", async () => {
  const rosas = await save(...asked(open), '--name', 'Min', '--as', 'rosa@example.org')
  const bo = ['--as', 'bo@example.org']
  expect((await view('show', rosas.view, ...bo)).err).toBe(`pejling: unknown view: ${rosas.view}\n`)
  expect((await view('freeze', rosas.view, ...bo)).err).toBe(`pejling: unknown view: ${rosas.view}\n`)
  const sealed = JSON.parse((await view('freeze', rosas.view, '--json', '--as', 'rosa@example.org')).out)
  expect((await view('show', sealed.view, ...bo)).code).toBe(0)
  expect((await view('remove', sealed.view, ...bo)).err).toBe(
    "pejling: no access: the view is somebody else's\n",
  )
  expect((await view('remove', sealed.view, '--as', 'rosa@example.org')).err).toBe(
    `pejling: view: expected one that is not frozen, found ${rosas.view} frozen\n`,
  )
  expect((await view('freeze', sealed.view, '--as', 'rosa@example.org')).err).toBe(
    `pejling: view: frozen already: ${rosas.view}\n`,
  )
}, 120_000)
