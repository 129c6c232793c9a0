import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemLine } from '@pejling/indicators'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { receive } from '../src/index.ts'

const workbook = (head: string) => ({
  'xl/workbook.xml': `${head}<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="one"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="one" Type="x/worksheet" Target="sheet.xml"/></Relationships>',
  'xl/sheet.xml':
    '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>',
})

const zipOf = (files: Record<string, string>, attrs = 0) =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [
          name,
          [Buffer.from(text), { level: 0, os: 3, attrs }] as const,
        ]),
      ),
    ),
  )

async function problemsOf(bytes: Buffer): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-hostile-'))
  try {
    const path = join(folder, 'a')
    await writeFile(path, bytes)
    return (await receive([{ name: 'a.xlsx', path }])).problems.map(problemLine)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('a workbook that is whole is read', async () => {
  expect(await problemsOf(zipOf(workbook('')))).toEqual([])
})

test('a DOCTYPE in a workbook is refused, and so is an entity', async () => {
  expect(await problemsOf(zipOf(workbook('<!DOCTYPE workbook [<!ENTITY a "b">]>')))).toEqual([
    'a.xlsx: expected no DOCTYPE in the workbook, found one',
  ])
  const files = workbook('')
  files['xl/sheet.xml'] = files['xl/sheet.xml'].replace('>id<', '>&a;<')
  expect(await problemsOf(zipOf(files))).toEqual([
    'a.xlsx: expected well-formed XML in a sheet, found something else',
  ])
})

test('a workbook with a file that is not what its checksum says, a link or a name twice is refused', async () => {
  const damaged = zipOf(workbook(''))
  damaged[damaged.indexOf('>id<') + 1] = 0x49
  expect(await problemsOf(damaged)).toEqual(['a.xlsx: expected the checksum of an entry, found another'])
  expect(await problemsOf(zipOf(workbook(''), 0o120777 * 65_536))).toEqual([
    'a.xlsx: entry 1: expected a file, found a link',
  ])
  const twice = zipOf({ ...workbook(''), 'xl/sheep.xml': '' })
  const text = twice.toString('latin1').replaceAll('xl/sheep.xml', 'xl/sheet.xml')
  expect(await problemsOf(Buffer.from(text, 'latin1'))).toEqual([
    'a.xlsx: entry 4: expected every name once, found one again',
  ])
})

test('elements too deep in a workbook are refused before they are held', async () => {
  const files = workbook('')
  files['xl/sheet.xml'] = '<a>'.repeat(200_000)
  expect(await problemsOf(zipOf(files))).toEqual([
    'a.xlsx: expected elements at most 100 deep in a sheet, found more',
  ])
})
