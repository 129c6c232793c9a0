import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { owner } from '@pejling/indicators'
import { getStudy } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSeal, deliverStudy, lackInWords } from '../src/index.ts'
import { twoStudies } from './two-studies.ts'

let made: Awaited<ReturnType<typeof twoStudies>>
const at = (name: string) => join(made.folder, name)
const number = '18005'
beforeAll(async () => {
  made = await twoStudies({ grant: 'money' })
})
afterAll(() => made.close())

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
const deliver = async (name: string, given = {}, study = 'shown') =>
  deliverStudy(made.edition, await getStudy(made.edition, study), at(name), { number, ...given }, owner)

const xmlns = 'xmlns="http://www.sa.dk/xmlns/diark/1.0"'
/** The files a caseworker and a researcher have: an index that lists two documents, of which one is there. */
async function given(): Promise<{ archiveIndex: string; contextIndex: string; documents: string }> {
  await mkdir(at('documents/1'), { recursive: true })
  await writeFile(at('documents/1/1.tif'), 'II*')
  await writeFile(
    at('archive.xml'),
    `<?xml version="1.0"?><archiveIndex ${xmlns}><systemName>æ</systemName></archiveIndex>`,
  )
  const documents = [1, 2].map((id) => `<document><documentID>${id}</documentID></document>`).join('')
  await writeFile(
    at('context.xml'),
    `<contextDocumentationIndex ${xmlns}>${documents}</contextDocumentationIndex>`,
  )
  return { archiveIndex: at('archive.xml'), contextIndex: at('context.xml'), documents: at('documents') }
}

test('a package has its number, a folder for each table, what was given as it was given, and nothing beside it in the folder', async () => {
  const { seal, lacks } = await deliver('whole', await given())
  expect(await checkSeal(at('whole'), seal)).toBe(seal)
  expect(await filesIn(at('whole'))).toEqual([
    ...['FD.18005/ContextDocumentation/docCollection1/1/1.tif'],
    ...[1, 2].flatMap((n) => ['csv', 'txt'].map((ending) => `FD.18005/Data/table${n}/table${n}.${ending}`)),
    ...['FD.18005/Indices/archiveIndex.xml', 'FD.18005/Indices/contextDocumentationIndex.xml'],
    ...['README.da.md', 'README.en.md', 'SHA256SUMS'],
  ])
  expect(await readFile(at('whole/FD.18005/Indices/archiveIndex.xml'), 'utf8')).toContain('<systemName>æ')
  expect(lacks).toEqual([{ what: 'document', id: '2' }])
  expect(await readFile(at('whole/README.da.md'), 'utf8')).toContain(`- ${lackInWords(lacks[0], 'da')}`)
  expect((await deliver('again', await given())).seal).toBe(seal)
})

test('what was not given is told and not made up', async () => {
  const { lacks } = await deliver('bare')
  expect(lacks).toEqual([{ what: 'archive-index' }, { what: 'context-index' }])
  expect((await filesIn(at('bare'))).filter((file) => file.endsWith('.xml'))).toEqual([])
})

test('the data: semicolons, texts between marks, categories as codes, a missing answer as its code, points and no exponent', async () => {
  await deliver('data')
  const lines = (await readFile(at('data/FD.18005/Data/table2/table2.csv'), 'utf8')).split('\r\n')
  expect(lines.slice(0, 3)).toEqual([
    'municipality_id;school_id;tool;mood;money',
    '"1";"secret-0";1;1;0.1',
    '"2";"secret-1";2;-92;1.1',
  ])
  expect(lines).toHaveLength(14)
  expect(lines.at(-1)).toBe('')
})

/** As the archive's own program reads it: parts under headings, ended by empty lines (its patterns, told anew). */
const patterns = {
  name: /^[a-zA-ZæøåÆØÅ][a-zA-ZæøåÆØÅ0-9_]*$/,
  code: /^'([+-]?[0-9]+|[a-zA-ZæøåÆØÅ0-9]+)' '[^']+'$/,
  description: /^(\S+) '([^']+)'$/,
  variable: /^(\S+) (string|int|decimal|date)( (\S+)\.)?$/,
}

test('the metadata: nine parts in order, each variable once with type and label, each list of codes used and unique', async () => {
  await deliver('metadata')
  const text = await readFile(at('metadata/FD.18005/Data/table2/table2.txt'), 'utf8')
  const parts = new Map(
    text
      .trimEnd()
      .split('\r\n\r\n')
      .map((part) => part.split('\r\n'))
      .map(([heading, ...lines]) => [heading, lines] as const),
  )
  expect([...parts.keys()]).toEqual([
    ...['SYSTEMNAVN', 'DATAFILNAVN', 'DATAFILBESKRIVELSE', 'NØGLEVARIABEL', 'REFERENCE', 'VARIABEL'],
    ...['VARIABELBESKRIVELSE', 'KODELISTE', 'BRUGERKODE'],
  ])
  expect(parts.get('DATAFILNAVN')).toEqual(['school'])
  expect(parts.get('NØGLEVARIABEL')).toEqual(['school_id'])
  expect(parts.get('REFERENCE')).toEqual(["municipality 'municipality_id' 'municipality_id'"])
  const variables = parts.get('VARIABEL')!.map((line) => patterns.variable.exec(line)!)
  expect(variables.map(([, name, type, , list]) => [name, type, list])).toEqual([
    ['municipality_id', 'string', undefined],
    ['school_id', 'string', undefined],
    ['tool', 'int', 'tool'],
    ['mood', 'int', 'mood'],
    ['money', 'decimal', undefined],
  ])
  for (const [, name] of variables) expect(name).toMatch(patterns.name)
  const described = parts.get('VARIABELBESKRIVELSE')!.map((line) => patterns.description.exec(line)![1])
  expect(described).toEqual(variables.map(([, name]) => name))
  const lists = parts.get('KODELISTE')!
  expect(lists.filter((line) => !patterns.code.test(line))).toEqual(['tool', 'mood'])
  expect(lists.slice(3)).toEqual(['mood', "'1' 'bad æøå'", "'2' 'good æøå'", "'-92' 'ikke besvaret'"])
  expect(parts.get('BRUGERKODE')).toEqual(["mood '-92'"])
})

test('a wrong number, a file of another kind, a wrong document and a name no archive takes are refused in one line', async () => {
  const whole = await given()
  const refused = (given: object, study?: string) =>
    deliver('refused', given, study).catch((problem: Error) => problem.message)
  expect(await refused({ number: '12' })).toBe('delivery: expected a running number of five digits, found 12')
  expect(await refused({ archiveIndex: whole.contextIndex })).toBe(
    'delivery: archiveIndex.xml: expected <archiveIndex> of http://www.sa.dk/xmlns/diark/1.0, found <contextDocumentationIndex> of http://www.sa.dk/xmlns/diark/1.0',
  )
  await writeFile(at('odd.xml'), '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><archiveIndex/>')
  expect(await refused({ archiveIndex: at('odd.xml') })).toMatch(/found a document type$/)
  await mkdir(at('papers/3'), { recursive: true })
  await writeFile(at('papers/3/report.pdf'), '')
  expect(await refused({ documents: at('papers') })).toBe(
    'delivery: 3/report.pdf: expected one of .tif, .mp3, .wav, .mpg, .jpg, .jp2, found .pdf',
  )
  const plain = await twoStudies()
  const shown = await getStudy(plain.edition, 'shown')
  await expect(deliverStudy(plain.edition, shown, at('plain'), { number }, owner)).rejects.toThrow(
    'delivery: an archive would stop at name: grant; pejling study archive-ready shown says more',
  )
  await plain.close()
  const viewer = { sees: 'suppressed', rows: true } as const
  await expect(deliverStudy(made.edition, shown, at('viewer'), { number }, viewer)).rejects.toThrow(
    'no rows: shown is for those with the right to its rows and all its counts',
  )
  expect((await readdir(made.folder)).filter((name) => /refused|plain|viewer|^\./.test(name))).toEqual([])
})
