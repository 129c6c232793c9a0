import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse('kora-2017')
})
afterAll(async () => {
  await house.close()
})

test('the first run makes an edition, the second does no step and says so', async () => {
  const first = await house.pejling('run', '--json')
  expect(first.code).toBe(0)
  const { edition, steps } = JSON.parse(first.out)
  expect(edition).toMatch(/^[0-9a-f]{16}$/)
  expect(steps.map(({ step, status }: { step: string; status: string }) => `${step} ${status}`)).toEqual([
    'survey/kora-2017/municipality done',
    'survey/kora-2017/institution done',
    'derive/kora-2017/institution done',
    'published/kora-2017 done',
    'check/kora-2017 done',
    'edition done',
  ])
  const second = await house.pejling('run')
  expect(second).toEqual({
    code: 0,
    out: `nothing changed: edition ${edition} is live; 0 steps done, 5 kept\n`,
    err: '',
  })
}, 60_000)

test('the same studies give the same edition in another house', async () => {
  const other = await testHouse('kora-2017')
  const [here, there] = await Promise.all([house.pejling('status', '--json'), other.pejling('run', '--json')])
  expect(JSON.parse(there.out).edition).toBe(JSON.parse(here.out).live)
  await other.close()
}, 60_000)

test('a relation from a printed table', async () => {
  const { code, out } = await house.pejling(
    ...['relation', '--study', 'kora-2017', '--x', 'funding_model', '--y', 'screening', '--json'],
  )
  expect(code).toBe(0)
  const relation = JSON.parse(out)
  expect(relation).toMatchObject({
    study: 'kora-2017',
    x: 'funding_model',
    y: 'screening',
    source: 'published',
    n: 24,
  })
  expect(relation.rows).toEqual(['none', 'unbound', 'bound'])
  expect(relation.counts).toEqual([
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ])
  // The numbers of reference case pub-01-kora-3-1, computed in R.
  expect(relation.statistics.gamma.estimate).toBeCloseTo(0.6148148, 6)
  expect(relation.statistics.gamma.ase0).toBeCloseTo(0.246326462, 8)
  expect(relation.statistics.gamma.ase1).toBeCloseTo(0.201458349, 8)
  expect(relation.statistics.chi2.estimate).toBeCloseTo(13.0227, 4)
}, 60_000)

test('a relation from rows, by a third variable', async () => {
  const { out } = await house.pejling(
    ...['relation', '--study', 'kora-2017', '--x', 'load_degree', '--y', 'extra_grant_per_child'],
    ...['--by', 'funding_model', '--json'],
  )
  const { by, parts } = JSON.parse(out)
  expect(by).toBe('funding_model')
  expect(parts.map(({ n, category }: { n: number; category: { id: string } }) => [category.id, n])).toEqual([
    ['none', 0],
    ['unbound', 8],
    ['bound', 8],
  ])
}, 60_000)

test('wrong use is one line and exit code 2', async () => {
  const wrong: [words: string[], line: string][] = [
    [
      ['relation', '--study', 'kora-2071', '--x', 'a', '--y', 'b'],
      'unknown study: kora-2071 (did you mean kora-2017?)',
    ],
    [
      ['relation', '--study', 'kora-2017', '--x', 'funding_model', '--y', 'screning'],
      'unknown variable: screning (did you mean screening?)',
    ],
    [['audit', '--study', 'kora-2017', '--table', '9.9'], 'unknown table: 9.9'],
    [['edition', 'use', 'ffffffff'], 'unknown edition: ffffffff'],
  ]
  for (const [words, line] of wrong) {
    const { code, out, err } = await house.pejling(...words)
    expect({ words, code, out, err }).toEqual({ words, code: 2, out: '', err: `pejling: ${line}\n` })
  }
  const unknown = await house.pejling('runn')
  expect(unknown.code).toBe(2)
  expect(unknown.err).toContain('Did you mean one of run, runs?')
}, 60_000)

test('a malformed file stops the run with its place, and what is live stays', async () => {
  const { live } = JSON.parse((await house.pejling('status', '--json')).out)
  const file = join(house.studies, 'kora-2017/units/institution.csv')
  const before = await readFile(file, 'utf8')
  await appendFile(file, 'one cell only\n')
  const broken = await house.pejling('run')
  const line = before.trimEnd().split('\n').length + 1
  expect(broken.code).toBe(1)
  expect(broken.err).toContain(`kora-2017/units/institution.csv:${line}`)
  expect(broken.out).toBe(`nothing was published; edition ${live} is still live\n`)
  await writeFile(file, before)
  expect((await house.pejling('run')).out).toContain(`nothing changed: edition ${live} is live`)
}, 60_000)

test('a change makes a new edition of the changed steps only, and going back to the old one lasts', async () => {
  const { live: old } = JSON.parse((await house.pejling('status', '--json')).out)
  await appendFile(join(house.studies, 'kora-2017/README.md'), '\nA note.\n')
  const { edition, steps } = JSON.parse((await house.pejling('run', '--json')).out)
  expect(edition).not.toBe(old)
  expect(steps.map(({ status }: { status: string }) => status)).toEqual([
    'kept',
    'kept',
    'kept',
    'kept',
    'kept',
    'done',
  ])
  expect(JSON.parse((await house.pejling('edition', 'use', old.slice(0, 6), '--json')).out)).toEqual({
    live: old,
    moved: true,
  })
  const again = await house.pejling('run')
  expect(again.out).toContain(`edition ${edition} was made of these data; ${old} is live`)
  const editions = JSON.parse((await house.pejling('edition', 'list', '--json')).out)
  expect(editions.map(({ hash, live }: { hash: string; live: boolean }) => [hash, live])).toEqual([
    [edition, false],
    [old, true],
  ])
}, 60_000)

test('taking a file back makes its edition live again, if nobody chose another one', async () => {
  const other = await testHouse('kora-2017')
  const first = JSON.parse((await other.pejling('run', '--json')).out)
  const file = join(other.studies, 'kora-2017/README.md')
  const before = await readFile(file, 'utf8')
  await appendFile(file, 'A note.')
  await other.pejling('run')
  await writeFile(file, before)
  expect((await other.pejling('run')).out).toBe(
    `nothing changed: edition ${first.edition} is live; 0 steps done, 5 kept\n`,
  )
  await other.close()
}, 60_000)

test('a run that is killed leaves the old edition live and the next run clean', async () => {
  const { live } = JSON.parse((await house.pejling('status', '--json')).out)
  await appendFile(join(house.studies, 'kora-2017/study.yaml'), '# changed\n')
  for (const patience of [300, 700, 1100]) {
    const child = house.spawn('run')
    await new Promise((later) => setTimeout(later, patience))
    child.kill('SIGKILL')
    await new Promise((end) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', end) : end(0),
    )
  }
  const status = JSON.parse((await house.pejling('status', '--json')).out)
  if (!status.upToDate) expect(status.live).toBe(live)
  const next = await house.pejling('run')
  expect(next.code).toBe(0)
  expect(
    (await house.pejling('relation', '--study', 'kora-2017', '--x', 'funding_model', '--y', 'screening'))
      .code,
  ).toBe(0)
}, 90_000)

test('a table from a report can be checked by anyone', async () => {
  const { out } = await house.pipe('[[5,3,0],[4,4,0],[2,1,5]]', 'stats', '--json')
  expect(JSON.parse(out).statistics.gamma.estimate).toBeCloseTo(0.6148148, 6)
  const danish = await house.pipe('model;ja;nej\ningen;1.200;3,5\nbundne;4;800\n', 'stats', '-', '--json')
  expect(JSON.parse(danish.out)).toMatchObject({
    rows: ['ingen', 'bundne'],
    columns: ['ja', 'nej'],
    counts: [
      [1200, 3.5],
      [4, 800],
    ],
  })
  const totals = await house.pipe('x;a;b;I alt\nc;1;2;3\nd;3;4;7\nI alt;4;6;10\n', 'stats', '--json')
  expect(JSON.parse(totals.out)).toMatchObject({
    n: 10,
    rows: ['c', 'd'],
    leftOut: ['row I alt', 'column I alt'],
  })
  expect(totals.err).toBe('left out: row I alt, which is a total\nleft out: column I alt, which is a total\n')
  const quoted = await house.pipe('m,a,b\n"Ingen, slet",5,3\nUbundet,4,4\n', 'stats', '--json')
  expect(JSON.parse(quoted.out)).toMatchObject({
    n: 16,
    rows: ['Ingen, slet', 'Ubundet'],
    columns: ['a', 'b'],
  })
  const numbered = await house.pipe(';1;2;3\nlav;5;3;0\nhøj;4;4;2\n', 'stats', '--json')
  expect(JSON.parse(numbered.out)).toMatchObject({ n: 18, columns: ['1', '2', '3'] })
  const unclear = 'Belastning;1;2;3\nlav;5;3;0\nhøj;4;4;2\n'
  expect((await house.pipe(unclear, 'stats')).err).toBe(
    'pejling: standard input: the first row may be labels or counts; say --header or --no-header\n',
  )
  expect(JSON.parse((await house.pipe(unclear, 'stats', '--header', '--json')).out).n).toBe(18)
  const wrong = await house.pipe('1,2\n3,x\n', 'stats')
  expect(wrong).toMatchObject({ code: 2, err: 'pejling: standard input:2: expected a count, found x\n' })
}, 60_000)

test('no server is left running when the last command is done', async () => {
  const pid = await readFile(join(house.home, 'postgres/data/postmaster.pid'), 'utf8').catch(() => 'none')
  expect(pid).toBe('none')
})
