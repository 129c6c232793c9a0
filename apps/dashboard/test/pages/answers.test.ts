import { listRelations, openEdition } from '@pejling/warehouse'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { firstRelation, pages } from './pages.ts'

const { address, home, live, other } = inject('house')
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(address + path, { headers, redirect: 'manual' })
/** The page's text, with spaces that do not break made plain. */
const page = async (path: string) => (await (await get(path)).text()).replaceAll('\u00a0', ' ')

test.each(pages)('%s answers in both languages, and knows which', async (path) => {
  const danish = await get(path, { 'accept-language': 'en' })
  const english = await get(path, { cookie: 'language=en' })
  expect([danish.status, english.status]).toEqual([200, 200])
  expect((await danish.text()).includes('<html lang="da" data-theme="auto">')).toBe(true)
  expect((await english.text()).includes('<html lang="en" data-theme="auto">')).toBe(true)
})

test('every route in the menu answers', async () => {
  const menu = /<nav[^>]*>(.*?)<\/nav>/s.exec(await page('/'))![1]
  const links = [...menu.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
  expect(links).toEqual(['/', '/relations', '/findings', '/interviews', '/compare', '/audit'])
  for (const href of links) expect((await get(href)).status).toBe(200)
})

test('every link of every page leads somewhere, and its anchor is there', async () => {
  const kept = new Map<string, Promise<{ status: number; text: string }>>()
  const open = (path: string) => {
    const known =
      kept.get(path) ??
      get(path).then(async (answer) => ({ status: answer.status, text: await answer.text() }))
    kept.set(path, known)
    return known
  }
  const broken: string[] = []
  const checked = [
    '/',
    firstRelation,
    '/audit/kora-2017',
    '/rows?study=kora-2017&unit=institution&where=load_category:high',
  ]
  for (const from of checked) {
    const links = [...(await open(from)).text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) =>
      href.replaceAll('&amp;', '&'),
    )
    for (const href of new Set(links)) {
      if (!href.startsWith('/')) continue
      const [path, anchor] = href.split('#')
      const { status, text } = await open(path)
      if (status !== 200) broken.push(`${from} → ${href}: ${status}`)
      else if (anchor && !text.includes(`id="${decodeURIComponent(anchor)}"`))
        broken.push(`${from} → ${href}: no anchor`)
    }
  }
  expect(broken).toEqual([])
})

test('a cell of a published table leads to its audit and to the line it was typed in', async () => {
  const text = await page(firstRelation)
  expect(text.includes('href="/audit/kora-2017#3.1-bound-other-count"')).toBe(true)
  const line =
    /href="\/files\/kora-2017\/published\/cells\.csv#L(\d+)"[^>]*aria-label="[^"]*: bundne midler, andre redskaber/.exec(
      text,
    )![1]
  const file = await page('/files/kora-2017/published/cells.csv')
  expect(new RegExp(`id="L${line}".*?<code[^>]*>([^<]*)`, 's').exec(file)![1]).toBe('3.1,bound/other,count,5')
})

test('from an older edition one goes back within that edition', async () => {
  const text = await page(`${firstRelation}&edition=${other}`)
  expect(text.includes(`href="/audit/kora-2017?edition=${other}#3.1-bound-other-count"`)).toBe(true)
  const audit = await page(`/audit/kora-2017?edition=${other}`)
  expect(audit.includes(`Du ser en ældre udgave, ${other}.`)).toBe(true)
  expect(/href="\/files\/kora-2017\/published\/cells\.csv\?edition=\w+#L100"/.test(audit)).toBe(true)
  const file = await get(`/files/kora-2017/published/cells.csv?edition=${other}`)
  expect(file.status).toBe(200)
})

test('a cell of rows leads to just these rows', async () => {
  const text = await page('/relations?study=kora-2017&x=funding_model&y=load_category')
  const [, href, count] = /<a class="count[^"]*" href="([^"]+)"[^>]*>(\d+)</.exec(text)!
  const rows = await page(href.replaceAll('&amp;', '&'))
  expect(rows.match(/<td[^>]*><a href="\/files\//g) ?? []).toHaveLength(Number(count))
})

test('a figure says its numbers again in words and in a table', async () => {
  const text = await page(firstRelation)
  const says =
    'role="group" aria-label="Andelen af institutioner med »andre redskaber til alle børn« er 0 % (0 af 8)'
  expect(text.includes(says)).toBe(true)
  expect(/<table.*<caption.*<th scope="col".*<th scope="row"/s.test(text)).toBe(true)
})

test('base, reasons and response rates stand beside the figure, before the sentence', async () => {
  const text = await page('/relations?study=rounds-synthetic&x=round&y=small_groups')
  const aside = /<\/figure>.*?<aside[^>]*>(.*?)<\/aside>.*?class="finding/s.exec(text)![1]
  for (const words of [
    '151 institutioner (syntetiske) indgår',
    'er ikke besvaret',
    'forår 2022: 100 % (40 af 40)',
  ])
    expect([words, aside.includes(words)]).toEqual([words, true])
})

test('two numbers have a robust trend, in the figure, in words, and by group', async () => {
  const address = '/relations?study=kora-2017&x=age_weighted_children&y=extra_grant'
  const text = await page(address)
  // R: median of the slopes of all 120 pairs, 2052.4; the figure says three digits
  expect(text.includes('er ekstrabevilling (kr. i 2016) 2.050 højere for hver 1 mere i')).toBe(true)
  expect(
    text.includes(
      'aria-label="Institution 1A i kommune I: Aldersvægtede børn 180 og Ekstrabevilling 626.481"',
    ),
  ).toBe(true)
  const parts = await page(`${address}&by=funding_model`)
  expect(parts.match(/Langs den robuste trend/g)!.length).toBeGreaterThan(2)
})

test('an institution and an indicator are found by name', async () => {
  expect(await page('/search?q=1a')).toContain('href="/studies/kora-2017/units/institution/1A"')
  expect(await page('/search?q=normering')).toContain('href="/studies/kora-2017/indicators/staff_ratio"')
  const found = (await (await get('/search/results?q=1a')).json()) as {
    groups: { entries: { href: string }[] }[]
  }
  expect(found.groups.flatMap(({ entries }) => entries.map(({ href }) => href))).toContain(
    '/studies/kora-2017/units/institution/1A',
  )
})

test('the numbers of table 3.1 are those other programs give', async () => {
  // R: vcdExtra::GKgamma gives 0.6148 (CI 0.22–1.01, cut at 1); chisq.test 13.0227; ASE0 p 0.0126
  const text = await page(firstRelation)
  for (const number of ['0,61', '0,22 til 1,00', '13,02', '0,013', '1,67'])
    expect(text.includes(number)).toBe(true)
})

test('a printed category such as »not noted« is no value: it is left out of the order and counted as missing', async () => {
  const text = await page('/relations?study=smaabornsteam-2020&x=municipality&y=age')
  expect(text).toContain('Basis er 31 forløb')
  expect(text).toContain('20 forløb: barnets alder er ikke oplyst i kilden')
  expect(text).not.toContain('ikke noteret')
})

test('where the rows were never published the design-honest p is a range', async () => {
  expect(/mellem 0,067 og 0,244/.test(await page(firstRelation))).toBe(true)
  const synthetic = await page('/relations?study=kora-2017-synthetic&x=funding_model&y=screening')
  expect(/Over alle ombytninger er p =\s0,\d{3}/u.test(synthetic)).toBe(true)
})

test('blank and repeated fields lead to the shortest address that asks the same', async () => {
  const asked = '/relations?y=screening&x=funding_model&study=kora-2017&by=&where=&source='
  const answer = await get(asked)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, firstRelation])
  const narrowed = await get(
    '/relations?study=kora-2017&x=load_degree&y=extra_grant&where=funding_model%3Abound&where=funding_model%3Aunbound',
  )
  expect(narrowed.headers.get('location')).toBe(
    '/relations?study=kora-2017&x=load_degree&y=extra_grant&where=funding_model:bound,unbound',
  )
})

test('a study alone is asked its central question', async () => {
  expect((await get('/relations?study=kora-2017')).headers.get('location')).toBe(firstRelation)
})

test.each([
  ['/relations?study=kora-2071&x=a&y=b', 404, 'unknown study: kora-2071 (did you mean kora-2017?)'],
  [
    '/relations?study=kora-2017&x=screning&y=load_degree',
    404,
    'unknown variable: screning (did you mean screening?)',
  ],
  [
    '/relations?study=kora-2017&x=screening&y=screening',
    400,
    'x and y: expected two variables, found screening twice',
  ],
  ['/relations?study=kora-2017&x=a&y=b&where=c', 400, 'relation where: expected variable:value, found c'],
  ['/relations?study=kora-2017&x=a&y=b&edition=nope', 404, 'unknown edition: nope'],
  ['/relations?study=kora-2017&x=a&y=b&edition=..%2Fsecret', 404, 'unknown edition: ../secret'],
  ['/rows', 400, 'rows: expected study, found none'],
  ['/rows?study=kora-2017&unit=child', 404, 'unknown unit: child of kora-2017'],
  ['/audit/kora', 404, 'unknown study: kora'],
  ['/studies/nope', 404, 'unknown study: nope'],
  ['/files/kora-2017/published/nope.csv', 404, 'unknown file: kora-2017/published/nope.csv'],
  ['/files/kora-2017/../../../etc/passwd', 404, 'no such page: /etc/passwd'],
  ['/nowhere', 404, 'no such page: /nowhere'],
  ['/setup/nope', 410, 'setup link: used, too old or unknown'],
])('%s is told in words and in one line', async (path, status, line) => {
  const answer = await get(path)
  const text = (await answer.text()).replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  expect(answer.status).toBe(status)
  expect(text.includes(`>${line}</code>`)).toBe(true)
  expect(/<h1[^>]*>\p{Lu}\p{Ll}+/u.test(text)).toBe(true)
})

test('a pair that cannot be seen together is told with those that can', async () => {
  const text = await page('/relations?study=kora-2017&x=funding_model&y=inclusion')
  expect(text.includes('De to kan ikke ses sammen her')).toBe(true)
  expect(text.includes(firstRelation.replaceAll('&', '&amp;'))).toBe(true)
})

test('every relation of every study has a page', { timeout: 60_000 }, async () => {
  const edition = await openEdition(join(home, 'editions', `${live}.duckdb`))
  try {
    const failed: string[] = []
    for (const study of ['kora-2017', 'kora-2017-synthetic', 'smaabornsteam-2020'])
      for (const [i, { x, y }] of (await listRelations(edition, study)).entries()) {
        if (i % 7) continue
        const answer = await get(`/relations?study=${study}&x=${x}&y=${y}`)
        if (answer.status !== 200) failed.push(`${study} ${x} × ${y}: ${answer.status}`)
        await answer.text()
      }
    expect(failed).toEqual([])
  } finally {
    await edition.close()
  }
})

test('a synthetic study says so in its title, on the page and on the figure', async () => {
  const text = await page('/relations?study=kora-2017-synthetic&x=funding_model&y=screening')
  expect(/<title>[^<]*\(syntetisk\)[^<]*<\/title>/.test(text)).toBe(true)
  expect(/<strong[^>]*>Syntetisk\.<\/strong>/.test(text)).toBe(true)
  expect(/<figure.*?<h2[^>]*>[^<]*\(syntetisk\)/s.test(text)).toBe(true)
})

test('every finding of every audit is explained in words in both languages', async () => {
  for (const only of ['disagrees', 'cannot_be_recomputed'])
    for (const language of ['da', 'en'])
      for (const study of ['kora-2017', 'smaabornsteam-2020']) {
        const answer = await get(`/audit/${study}?only=${only}`, { cookie: `language=${language}` })
        expect(
          /(sum|percent|quotient|claim|finding|p-value|none): [a-z]+ /.exec(await answer.text())?.[0],
        ).toBeUndefined()
      }
})
