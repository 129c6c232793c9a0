import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { interviewUnits, parseRules, parseStudyFolder, quantify } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { readInterviews } from '../src/index.ts'

const data = resolve(import.meta.dirname, '../../../data')
const read = (path: string) => readFile(join(data, path), 'utf8')

test('the rules make of the sample what its brackets say, with the excerpts behind each value', async () => {
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
  const { project } = await readInterviews(join(data, 'samples/interviews/project.qdpx'), 'project.qdpx')
  const keys = ['X1', 'X2', 'X3', 'X4', 'X5', 'X6']
  const { units, unmatched } = interviewUnits(project!, rules!.unit, keys)
  expect(unmatched).toEqual([])
  const judgements = ['coder_1', 'coder_2'].map((coder) => ({
    unit: 'X1',
    variable: 'inclusion',
    coder,
    value: 'often',
  }))
  const values = quantify(rules!, codebook.variables, { project: project!, units, keys, judgements })
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
