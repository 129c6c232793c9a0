import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemLine, type Variable } from '@pejling/indicators'
import { expect, onTestFinished, test } from 'vitest'
import { checkUpload } from '../src/index.ts'
import { study } from './sent.ts'

const text = { da: 'a', en: 'a' }
const variableOf = (at: number): Variable => ({
  ...{ id: `q${at}`, unit: 'institution', label: text, quality: 'structure', disclosure: 'open' },
  scale: at === 0 ? 'identifier' : 'ratio',
})

/** A file of two rows with so many columns, of which the codebook knows some: each number is its column's place. */
async function checked(columns: number, known: number) {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-wide-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'wide.csv')
  const lineOf = (cell: (at: number) => string) =>
    Array.from({ length: columns }, (_, at) => cell(at)).join(';')
  const row = (key: string) => lineOf((at) => (at === 0 ? key : String(at)))
  await writeFile(file, [lineOf((at) => `q${at}`), row('a'), row('b'), ''].join('\n'))
  return checkUpload({
    ...{ study, unit: { ...study.units[0], key: 'q0' }, path: 'wide.csv', file, loaded: {}, reading: {} },
    codebook: { study: 'sent', variables: Array.from({ length: known }, (_, at) => variableOf(at)) },
    limits: { memory: '1536MB' },
  })
}

test('the preview of many variables has each in its place', async () => {
  const { preview, problems } = await checked(450, 450)
  expect(problems).toEqual([])
  expect(preview!.first).toHaveLength(2)
  expect(preview!.first[1].cells.slice(1)).toEqual(Array.from({ length: 449 }, (_, at) => at + 1))
  expect(preview!.distributions.map(({ variable }) => variable)).toEqual(preview!.variables)
  expect(preview!.distributions.slice(1).map(({ now }) => now.numbers!.mean)).toEqual(
    preview!.first[1].cells.slice(1),
  )
})

test('a unit of more variables than can be asked in time is told, not begun', async () => {
  const { preview, problems, stopping } = await checked(3, 5001)
  expect(problems.map(problemLine)).toEqual([
    'wide.csv: expected at most 5000 variables of a unit, found 5001',
  ])
  expect([stopping, preview]).toEqual([1, undefined])
})
