import { join } from 'node:path'
import { readCsv } from '@pejling/indicators'
import { listRelations, listStudies, openEdition } from '@pejling/warehouse'
import { parseHTML } from 'linkedom'
import { expect, inject, test } from 'vitest'

const { address, home, live } = inject('house')
const get = async (path: string) => {
  const answer = await fetch(address + path)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}
/** Of the many relations one in so many is asked for over HTTP; their files are all tried without it. */
const oneIn = 4

/** The counts of the page's table row by row, each row with its base; nothing where the page shows values of units. */
function countsOn(html: string): number[][] {
  const tables = [...parseHTML(html).document.querySelectorAll('table')]
  const table = tables.find((one) =>
    one.querySelector('caption')?.textContent?.includes('antal og rækkeprocent'),
  )
  return [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.querySelectorAll('td')].map((cell) =>
      Number(/^\s*([\d.]+)/.exec(cell.textContent ?? '')?.[1].replaceAll('.', '')),
    ),
  )
}

test('the counts of a relation’s page are those of its CSV file and of the API, to the digit, in every study', async () => {
  const edition = await openEdition(join(home, 'editions', `${live}.duckdb`))
  const asked: string[] = []
  for (const { id: study } of await listStudies(edition))
    for (const { x, y } of await listRelations(edition, study)) asked.push(`?study=${study}&x=${x}&y=${y}`)
  await edition.close()
  let tables = 0
  for (const [at, query] of asked.filter((_, i) => i % oneIn === 0).entries()) {
    const shown = countsOn(await get(`/relations${query}`))
    const [head, ...lines] = readCsv(await get(`/relations/export/csv${query}`), ',').records
    const n = head.fields.indexOf('n')
    if (n < 0) {
      expect([query, shown]).toEqual([query, []])
      continue
    }
    tables += 1
    const counts = lines.map(({ fields }) => Number(fields[n]))
    // Below the rows stands what they make together.
    const table = shown.slice(0, counts.length / (shown[0].length - 1))
    expect([query, table.flatMap((row) => row.slice(0, -1))]).toEqual([query, counts])
    const bases = table.map((row) => row.slice(0, -1).reduce((sum, one) => sum + one, 0))
    expect([query, table.map((row) => row.at(-1))]).toEqual([query, bases])
    // A program may ask so often a minute only.
    if (at % 4 === 0) {
      const told = JSON.parse(await get(`/api/v1/relations${query}`)) as { counts: number[][] }
      expect([query, told.counts.flat()]).toEqual([query, counts])
    }
  }
  expect(tables).toBeGreaterThan(55)
}, 240_000)
