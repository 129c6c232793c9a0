import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { interviewUnits, parseRules, parseStudyFolder, quantify } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { literal, rows, withDatabase, writeRows } from '@pejling/warehouse'
import { loadInterviews, quantifyTables, readInterviews } from '../src/index.ts'
import { withFolder } from './written.ts'

const data = resolve(import.meta.dirname, '../../../data')
const read = (path: string) => readFile(join(data, path), 'utf8')

async function sampleRules() {
  const { study, codebook, codes } = parseStudyFolder(
    await Promise.all(
      ['study.yaml', 'codebook.yaml', 'codes.yaml'].map(async (path) => ({
        path,
        text: await read(`studies/kora-2017/${path}`),
      })),
    ),
  )
  const path = 'samples/interviews/rules.yaml'
  const { rules } = parseRules({ path, text: await read(path) }, study!, codebook, codes)
  return { rules: rules!, variables: codebook.variables }
}

test('the tables give the same values, and each can be walked back to words in a text', async () => {
  const { rules, variables } = await sampleRules()
  const keys = ['X1', 'X2', 'X3', 'X4', 'X5']
  await withFolder(async (folder) => {
    const file = join(data, 'samples/interviews/project.qdpx')
    const { project } = await readInterviews(file, 'project.qdpx')
    await loadInterviews({ files: [{ file, path: 'project.qdpx' }], texts: 'kept', output: folder })
    const rowsFile = join(folder, 'rows.parquet')
    const unit = { parts: [{ rows: rowsFile }], key: 'id' }
    await withDatabase((connection) =>
      writeRows(
        connection,
        keys.map((id, index) => ({ line: index + 2, id })),
        { line: 'BIGINT', id: 'VARCHAR' },
        rowsFile,
      ),
    )
    const { rows: written, problems } = await quantifyTables({
      ...{ tables: folder, path: 'project.qdpx', rules, variables, unit, output: folder },
    })
    expect(written).toBe(15)
    expect(problems.map(({ message }) => message)).toEqual([
      "expected a unit for every interview, found 2 without one and 1 names that are no unit's; add them to aliases in rules.yaml",
    ])
    const table = (name: string) => `read_parquet(${literal(join(folder, `${name}.parquet`))})`
    const [values, words] = await withDatabase(async (connection) => [
      await rows<{ unit: string; variable: string; value: string | null; mentioned_in: number }>(
        connection,
        `SELECT unit, variable, value, mentioned_in FROM ${table('unit_value')}`,
      ),
      await rows<{ words: string }>(
        connection,
        `SELECT substring(text, start + 1, "end" - start) AS words
         FROM ${table('unit_value_excerpt')} JOIN ${table('excerpt')} USING (excerpt) JOIN ${table('source_text')} USING (source)
         WHERE unit = 'X5' AND variable = 'screening'`,
      ),
    ])
    const { units } = interviewUnits(project!, rules.unit, keys)
    const expected = quantify(rules, variables, { project: project!, units, keys })
    expect(values).toEqual(
      expected.map(({ unit, variable, value = null, mentionedIn }) => ({
        unit,
        variable,
        value,
        mentioned_in: mentionedIn,
      })),
    )
    expect(words).toEqual([{ words: 'Sprogvurdering er for alle treårige, det har vi altid gjort.' }])
  })
})

test('the rules make of the sample what its brackets say, with the excerpts behind each value', async () => {
  const { rules, variables } = await sampleRules()
  const { project } = await readInterviews(join(data, 'samples/interviews/project.qdpx'), 'project.qdpx')
  const keys = ['X1', 'X2', 'X3', 'X4', 'X5', 'X6']
  const { units, unmatched } = interviewUnits(project!, rules.unit, keys)
  expect(unmatched).toEqual([])
  const judgements = ['coder_1', 'coder_2'].map((coder) => ({
    unit: 'X1',
    variable: 'inclusion',
    coder,
    value: 'often',
  }))
  const values = quantify(rules, variables, { project: project!, units, keys, judgements })
  expect(
    values.map(
      ({ variable, unit, value, reason, mentionedIn, interviews, excerpts, coders }) =>
        `${variable} ${unit} ${value ?? reason!.en} ${mentionedIn}/${interviews} ${excerpts.length} ${coders.length}`,
    ),
  ).toEqual([
    'screening X1 other 2/2 2 2',
    'screening X2 other 1/2 1 1',
    'screening X3 language 1/2 1 1',
    'screening X4 other 2/2 3 2',
    'screening X5 language 1/2 1 2',
    'screening X6 experience 2/2 2 2',
    'small_groups X1 often 2/2 2 2',
    'small_groups X2 to_some_degree 2/2 2 2',
    'small_groups X3 to_some_degree 1/2 1 1',
    'small_groups X4 to_some_degree 2/2 2 2',
    'small_groups X5 to_some_degree 2/2 3 2',
    'small_groups X6 not_mentioned 0/2 0 2',
    'inclusion X1 often 0/2 0 2',
    ...['X2', 'X3', 'X4', 'X5'].map((unit) => `inclusion ${unit} not judged 0/2 0 0`),
    'inclusion X6 The interview is about something else. 0/2 0 0',
  ])
  const texts = new Map(project!.sources.map(({ id, text }) => [id, [...text!]]))
  const [x1] = values
  const quotes = x1.excerpts.map((id) => {
    const { source, place } = project!.excerpts.find((excerpt) => excerpt.id === id)!
    return place.kind === 'text' ? texts.get(source)!.slice(place.start, place.end).join('') : ''
  })
  expect(quotes).toEqual([
    'Og to gange om året sætter vi os med hvert eneste barn og placerer det i grøn, gul eller rød.',
    'Trivselsskemaet har vi altid liggende ved siden af.',
  ])
})
