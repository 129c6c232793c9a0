import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { problemLine } from '@pejling/indicators'
import { literal, rows, withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { loadInterviews } from '../src/index.ts'
import { project, withFolder, writeArchive } from './written.ts'

const data = resolve(import.meta.dirname, '../../../data')
const sample = {
  files: [{ file: join(data, 'samples/interviews/project.qdpx'), path: 'project.qdpx' }],
}

test('every excerpt can be cut out of its text in SQL, and every coding has its excerpt, code and source', async () => {
  await withFolder(async (output) => {
    const { rows: loaded, problems } = await loadInterviews({ ...sample, texts: 'kept', output })
    expect(loaded).toBe(91)
    expect(problems.map(problemLine)).toEqual([
      'project.qdpx: expected variables at cases, found some at sources; kept at the sources (12 rows)',
    ])
    const table = (name: string) => `read_parquet(${literal(join(output, `${name}.parquet`))})`
    const found = await withDatabase((connection) =>
      rows<{ words: string; code: string; coder: string }>(
        connection,
        `SELECT substring(t.text, start + 1, "end" - start) AS words, k.code, coder
         FROM ${table('coding')} k JOIN ${table('excerpt')} USING (excerpt)
           JOIN ${table('source')} s USING (source) JOIN ${table('source_text')} t USING (source) JOIN ${table('code')} USING (code)
         ORDER BY s.position, start, coder, k.code`,
      ),
    )
    expect(found).toHaveLength(91)
    expect(
      found.filter(({ code }) => code.endsWith('Hver uge')).map(({ words, coder }) => `${coder} ${words}`),
    ).toEqual([
      'koder_a Hver tirsdag og torsdag går fire børn fra sammen med en fast voksen.',
      'koder_a Mandag, onsdag og fredag har vi legegrupper med højst fem børn',
      'koder_b Mandag, onsdag og fredag har vi legegrupper med højst fem børn',
      'koder_a Hver formiddag, hvis vi er fuldtallige.',
      'koder_b Hver formiddag, hvis vi er fuldtallige.',
      'koder_b Hver uge vælger vi én leg, som alle kan være med i.'.normalize('NFD'),
      'koder_b I efteråret var det hver uge.',
    ])
  })
})

test('texts that are left at home are in no table', async () => {
  await withFolder(async (output) => {
    await loadInterviews({ ...sample, texts: 'left', output })
    const files = await readdir(output)
    const held = await withDatabase(async (connection) =>
      Promise.all(
        files.map((file) => rows(connection, `SELECT * FROM read_parquet(${literal(join(output, file))})`)),
      ),
    )
    expect(files).toHaveLength(18)
    expect(JSON.stringify(held)).not.toMatch(/sprogvurdering|Gives kun/i)
    expect(JSON.stringify(held)).toContain('text_hash')
  })
})

test('the same file gives the same bytes', async () => {
  await withFolder((first) =>
    withFolder(async (second) => {
      await loadInterviews({ ...sample, texts: 'kept', output: first })
      await loadInterviews({ ...sample, texts: 'kept', output: second })
      for (const name of await readdir(first))
        expect(await readFile(join(first, name))).toEqual(await readFile(join(second, name)))
    }),
  )
})

test('a file that cannot be read leaves no table', async () => {
  await withFolder(async (folder) => {
    const file = await writeArchive(join(folder, 'a.qdpx'), [['project.qde', project('<Users>')]])
    const { problems } = await loadInterviews({
      ...{ files: [{ file, path: 'a.qdpx' }], texts: 'kept', output: folder },
    })
    expect(problems.map(problemLine)).toEqual(['a.qdpx:1: expected well-formed XML, found something else'])
    expect(await readdir(folder)).toEqual(['a.qdpx'])
  })
})
