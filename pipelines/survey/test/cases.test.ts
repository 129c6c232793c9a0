import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseStudyFolder, problemLine } from '@pejling/indicators'
import { literal, rows, withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { loadUnit } from '../src/index.ts'

const cases = join(import.meta.dirname, 'cases')

for (const name of readdirSync(cases))
  test(`case ${name}`, async () => {
    const input = join(cases, name, 'input')
    const expected = join(cases, name, 'expected')
    const output = await mkdtemp(join(tmpdir(), 'pejling-survey-'))
    try {
      const { problems, loaded } = await loadStudy(input, output)
      await expect(
        problems.map((problem) => `${problem.severity} ${problemLine(problem)}\n`).join(''),
      ).toMatchFileSnapshot(join(expected, 'problems.txt'))
      for (const [unit, file] of Object.entries(loaded))
        await expect(await asLines(file)).toMatchFileSnapshot(join(expected, `${unit}.jsonl`))
      expect(await readdir(output)).toHaveLength(Object.keys(loaded).length)
    } finally {
      await rm(output, { recursive: true, force: true })
    }
  })

async function loadStudy(input: string, output: string) {
  const paths = ['study.yaml', 'codebook.yaml', 'units/municipality.csv', 'units/institution.csv']
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(input, path), 'latin1') })),
  )
  const { study, codebook } = parseStudyFolder(
    files.map(({ path, text }) => ({
      path,
      text: path.endsWith('.yaml') ? Buffer.from(text, 'latin1').toString() : text,
    })),
  )
  const loaded: Record<string, string> = {}
  const problems = []
  for (const unit of study!.units) {
    const parquet = join(output, `${unit.id}.parquet`)
    const found = await loadUnit({
      ...{ study: study!, codebook, unit, path: unit.file!, file: join(input, unit.file!) },
      ...{ loaded, output: parquet },
    })
    problems.push(...found.problems)
    if (!found.problems.some(({ severity }) => severity === 'stops')) loaded[unit.id] = parquet
  }
  return { problems, loaded }
}

async function asLines(parquet: string): Promise<string> {
  const found = await withDatabase((connection) =>
    rows(connection, `SELECT * FROM read_parquet(${literal(parquet)})`),
  )
  return found.map((row) => `${JSON.stringify(row)}\n`).join('')
}
