import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { makeSample } from '../sample/make-sample.ts'
import { sampleProject } from '../sample/sample-project.ts'
import { readInterviews } from '../src/index.ts'
import { withFolder } from './written.ts'

const data = resolve(import.meta.dirname, '../../../data')
const path = 'samples/interviews/project.qdpx'
const coders = { koder_a: 'koder_a', koder_b: 'koder_b' }

test('the sample in the repository is what its readable sources make', async () => {
  await withFolder(async (folder) => {
    const made = join(folder, 'made.qdpx')
    await makeSample(data, made)
    const [fresh, kept] = [await readInterviews(made, path), await readInterviews(join(data, path), path)]
    expect(kept).toEqual(fresh)
  })
})

test('every code, source, coder, case and coding of the sample arrives, each at its place', async () => {
  const { project: meant } = await sampleProject(data)
  const { project: found, receipt } = await readInterviews(join(data, path), path, { coders })
  const { origin, ...held } = found!
  expect(origin).toBe('Opdigtet prøve')
  expect(held).toEqual(meant)
  expect(receipt.counts).toEqual({
    ...{ codes: 22, coders: 2, sources: 12, excerpts: 56, codings: 91, cases: 6, sets: 0, memos: 10 },
  })
  expect(receipt.sources.every(({ certain, score }) => certain && score === 1)).toBe(true)
  expect(receipt.deviations.map(({ rule, count }) => `${rule} ${count}`)).toEqual(['values-on-source 12'])
})

test('every excerpt of the sample begins and ends on a word', async () => {
  const { project } = await readInterviews(join(data, path), path)
  const texts = new Map(project!.sources.map(({ id, text }) => [id, [...text!]]))
  for (const { source, place } of project!.excerpts) {
    if (place.kind !== 'text') throw new Error('expected a place in a text')
    const text = texts.get(source)!
    expect(text.slice(place.start, place.end).join('')).toMatch(/^[^\s].*[^\s]$/u)
    expect(/\p{L}/u.test(text[place.start - 1] ?? '')).toBe(false)
    expect(/[\p{L}\p{M}]/u.test(text[place.end] ?? '')).toBe(false)
  }
})
