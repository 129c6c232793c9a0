import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectXml, readInterviews } from '../src/index.ts'
import { textFile } from '../src/write/source-elements.ts'
import { randomProject } from './random-project.ts'
import { nvivoWindows } from './vendors/look-alikes.ts'
import { withFolder, writeArchive } from './written.ts'

const at = new Date('2026-11-21T12:00:00Z')
const guidForm = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

test('two exports of a project have other GUIDs and are the same project', async () => {
  await withFolder(async (folder) => {
    for (let seed = 0; seed < 40; seed++) {
      const project = randomProject(seed)
      const exported = async (renamed: (guid: string) => string) => {
        const xml = projectXml(project, at).replace('origin="Pejling"', 'origin="Another"')
        const texts = project.sources.flatMap((source): [string, string][] => {
          const name = textFile(source)
          return name ? [[`sources/${name.replace(guidForm, renamed)}`, source.text!]] : []
        })
        const file = await writeArchive(join(folder, 'a.qdpx'), [
          ['project.qde', xml.replace(guidForm, renamed)],
          ...texts,
        ])
        return readInterviews(file, 'a.qdpx')
      }
      const first = await exported((guid) => guid)
      const second = await exported((guid) => {
        const hex = createHash('sha256').update(`again ${guid}`).digest('hex')
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
      })
      expect(second, `seed ${seed}`).toEqual(first)
      expect(JSON.stringify(first.project)).not.toMatch(guidForm)
    }
  })
})

test('names of coders are for the ledger only, which gives the pseudonyms they are known by', async () => {
  await withFolder(async (folder) => {
    const file = await writeArchive(join(folder, 'a.qdpx'), nvivoWindows())
    const { coderNames } = await readInterviews(file, 'a.qdpx')
    expect(coderNames).toEqual(['Anna Opdigtet', 'Bo Opdigtet'])
    const { project } = await readInterviews(file, 'a.qdpx', { coders: { 'Bo Opdigtet': 'k7f2' } })
    expect(project!.coders).toEqual(['coder_1', 'k7f2'])
    expect(project!.codings.map(({ coder }) => coder)).toEqual([
      'coder_1',
      'k7f2',
      'coder_1',
      'coder_1',
      'k7f2',
      'k7f2',
    ])
  })
})
