import { join, resolve } from 'node:path'
import { withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { readInterviews, shape, writeProject } from '../src/index.ts'
import { load } from '../src/load.ts'
import { mergeProjects } from '../src/merge-projects.ts'
import { readTables, tablesOfFolder } from '../src/read-tables.ts'
import { randomProject } from './random-project.ts'
import { withFolder } from './written.ts'

const sample = resolve(import.meta.dirname, '../../../data/samples/interviews/project.qdpx')

test('what stands in the tables is the project that was read, whatever it holds', async () => {
  const { project } = await readInterviews(sample, 'project.qdpx')
  const projects = [project!, ...Array.from({ length: 40 }, (_, seed) => randomProject(seed))]
  await withFolder((folder) =>
    withDatabase(async (connection) => {
      for (const [index, one] of projects.entries()) {
        await load(connection, shape(mergeProjects([{ file: 'a', project: one }]), 'kept'), folder)
        expect(await readTables(tablesOfFolder(connection, folder)), `project ${index}`).toEqual(one)
      }
    }),
  )
}, 60_000)

test('tables, written as a project and read again, are the same tables', async () => {
  await withFolder(async (folder) => {
    const { project } = await readInterviews(sample, 'project.qdpx')
    const file = join(folder, 'again.qdpx')
    await writeProject(project!, file, new Date('2026-11-21T12:00:00Z'))
    const { project: again } = await readInterviews(file, 'again.qdpx')
    const tables = (one: typeof project) => shape(mergeProjects([{ file: 'a', project: one! }]), 'kept')
    expect(tables({ ...again!, origin: project!.origin })).toEqual(tables(project))
  })
})

test('texts that were left at home are not in the project, and memos are not either', async () => {
  await withFolder((folder) =>
    withDatabase(async (connection) => {
      const { project } = await readInterviews(sample, 'project.qdpx')
      await load(connection, shape(mergeProjects([{ file: 'a', project: project! }]), 'left'), folder)
      const { sources, memos, codings } = await readTables(tablesOfFolder(connection, folder))
      expect([sources.length, codings.length, memos]).toEqual([12, 91, []])
      expect(sources.flatMap(({ text }) => text ?? [])).toEqual([])
      expect(sources.map(({ textHash }) => textHash)).toEqual(
        project!.sources.map(({ textHash }) => textHash),
      )
    }),
  )
})
