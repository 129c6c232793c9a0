import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readInterviews } from '../src/index.ts'
import { inWords } from './in-words.ts'
import { marks } from './vendors/content.ts'
import {
  atlasTi,
  maxqda,
  nvivoMac,
  nvivoWindows,
  qualCoder,
  quirkos,
  taguette,
} from './vendors/look-alikes.ts'
import { withFolder, writeArchive } from './written.ts'

const expected = join(import.meta.dirname, 'expected')

test.each(Object.entries({ nvivoWindows, nvivoMac, atlasTi, maxqda, qualCoder, quirkos }))(
  'a file as %s writes it: every coding arrives, at its words',
  async (name, entries) => {
    await withFolder(async (folder) => {
      const read = await readInterviews(await writeArchive(join(folder, 'a.qdpx'), entries()), 'a.qdpx')
      await expect(inWords(read)).toMatchFileSnapshot(join(expected, `${name}.txt`))
      const { project, receipt } = read
      const texts = new Map(project!.sources.map(({ id, text }) => [id, [...(text ?? '')]]))
      const places = new Map(project!.excerpts.map(({ id, source, place }) => [id, { source, place }]))
      const found = project!.codings.map(({ excerpt, code }) => {
        const { source, place } = places.get(excerpt)!
        const quote = place.kind === 'text' ? texts.get(source)!.slice(place.start, place.end).join('') : ''
        return `${quote} ${code.split('/').at(-1)}`
      })
      const names = { 12: 'Sprog', 13: 'Erfaring', 21: 'Små grupper', 22: 'Sprog' } as Record<number, string>
      for (const { quote, code } of marks) expect(found).toContain(`${quote} ${names[code]}`)
      expect(JSON.stringify({ receipt, project })).not.toMatch(/Anna|Bo O/)
    })
  },
)

test('a codebook as taguette writes it: every code arrives, those of one name under numbers', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'a.qdc')
    await writeFile(file, taguette())
    await expect(inWords(await readInterviews(file, 'a.qdc'))).toMatchFileSnapshot(
      join(expected, 'taguette.txt'),
    )
  })
})
