import { basename, dirname, join } from 'node:path'
import { listStudies } from '@pejling/warehouse'
import { expect, inject, test } from 'vitest'
import { editionShelf } from '../../src/lib/server/edition-shelf.ts'

const { home, live, other, closed } = inject('house')
const folder = join(home, 'editions')
const hashes = [live, other]

test('what began before a swap is read to its end from where it began, through a hundred swaps', async () => {
  const shelf = editionShelf(folder)
  await shelf.use(live)
  const expected = new Map<string, string>()
  for (const hash of hashes) {
    const reader = shelf.reader()
    expected.set(hash, JSON.stringify(await listStudies(await reader.get(hash))))
    reader.done()
  }
  let swaps = 0
  const seen = new Set<string>()
  const read = async () => {
    while (swaps < 100) {
      const reader = shelf.reader()
      const edition = reader.live!
      const asked = swaps
      // Wait for a swap in the middle, as a slow page would meet one.
      while (swaps < Math.min(100, asked + 1 + (asked % 3)))
        await new Promise((later) => setTimeout(later, 1))
      const [{ hash }] = await edition.query<{ hash: string }>('SELECT hash FROM edition')
      expect(hash).toBe(edition.hash)
      expect(JSON.stringify(await listStudies(edition))).toBe(expected.get(hash))
      seen.add(hash)
      reader.done()
    }
  }
  const readers = Array.from({ length: 6 }, read)
  while (swaps < 100) {
    await shelf.use(hashes[(swaps + 1) % 2])
    swaps += 1
  }
  await Promise.all(readers)
  expect([...seen].sort()).toEqual([...hashes].sort())
  await shelf.close()
}, 60_000)

test('of several editions that are to be live at once the last one asked for is', async () => {
  const shelf = editionShelf(folder)
  await Promise.all([shelf.use(live), shelf.use(other), shelf.use(live), shelf.use(other)])
  expect(shelf.live()?.hash).toBe(other)
  await shelf.close()
})

test('an edition off the shelf closes when its last reader is done, not before', async () => {
  const shelf = editionShelf(folder, { open: 0 })
  await shelf.use(live)
  const [first, second] = [shelf.reader(), shelf.reader()]
  const edition = first.live!
  await shelf.use(other)
  first.done()
  expect(await edition.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  second.done()
  await expect
    .poll(() => edition.query('SELECT 1').catch((problem: Error) => problem.message))
    .toMatch(/closed/)
  await shelf.close()
})

test('an older edition asked for by two at once is lent to both, and an unknown one to nobody', async () => {
  const shelf = editionShelf(dirname(closed), { open: 0 })
  const [one, two] = [shelf.reader(), shelf.reader()]
  const hash = basename(closed, '.duckdb')
  const [a, b] = await Promise.all([one.get(hash), two.get(hash)])
  one.done()
  expect((await b.query('SELECT 1 AS one')).length).toBe(1)
  two.done()
  expect(a.hash).toBe(hash)
  await expect(shelf.reader().get('../secret')).rejects.toThrow(/^unknown edition: \.\.\/secret$/)
  await shelf.close()
})

test('what is open is held, what was closed or never opened is not', async () => {
  const held: string[] = []
  const hold = {
    hold: async (hash: string) => void held.push(hash),
    release: async (hash: string) => void held.splice(held.indexOf(hash), 1),
  }
  const shelf = editionShelf(folder, { hold })
  await shelf.use(live)
  const reader = shelf.reader()
  await reader.get(other)
  await expect(reader.get('nothing')).rejects.toThrow(/^unknown edition: nothing$/)
  expect(held).toEqual([live, other])
  reader.done()
  await shelf.close()
  expect(held).toEqual([])
})
