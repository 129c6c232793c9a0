import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InterviewProject, Memo } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { codebookXml, readInterviews, writeProject } from '../src/index.ts'
import { randomProject } from './random-project.ts'
import { withFolder } from './written.ts'

const at = new Date('2026-11-21T12:00:00Z')
const seeds = Array.from({ length: 200 }, (_, index) => index)

test('a project that is written and read again is the same project', async () => {
  await withFolder(async (folder) => {
    let rich = 0
    for (const seed of seeds) {
      const project = randomProject(seed)
      const file = join(folder, 'project.qdpx')
      await writeProject(project, file, at)
      const { project: found, receipt } = await readInterviews(file, 'project.qdpx')
      expect(receipt.problems).toEqual([])
      expect(sorted(found!), `seed ${seed}`).toEqual(sorted(project))
      if (project.codings.length > 3 && project.memos.length > 1) rich++
    }
    expect(rich).toBeGreaterThan(50)
  })
}, 60_000)

test('a codebook that is written and read again is the same codebook', async () => {
  await withFolder(async (folder) => {
    for (const seed of seeds) {
      const project = randomProject(seed)
      const file = join(folder, 'codes.qdc')
      await writeFile(file, codebookXml(project))
      const { project: found } = await readInterviews(file, 'codes.qdc')
      expect(found!.codes, `seed ${seed}`).toEqual(project.codes)
      const ofCodes = project.sets.filter(({ codes }) => codes.length > 0)
      expect(found!.sets, `seed ${seed}`).toEqual(ofCodes.map((set) => ({ ...set, sources: [] })))
    }
  })
}, 60_000)

/** What a note is about has no order. */
function sorted(project: InterviewProject): InterviewProject {
  const memo = (one: Memo) => ({
    ...one,
    about: one.about.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  })
  return { ...project, memos: project.memos.map(memo) }
}
