import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { owner } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { create } from 'xmlbuilder2'
import { exportEdition } from '../src/index.ts'
import { codebookOf, twoStudies } from './two-studies.ts'

let made: Awaited<ReturnType<typeof twoStudies>>
let folder: string
beforeAll(async () => {
  made = await twoStudies()
  folder = join(made.folder, 'out')
  await exportEdition(made.edition, folder, () => owner)
})
afterAll(() => made.close())

/** Children in the order of the sequences of DDI Codebook 2.5 (codebook.xsd), as far as we write them. */
const sequences: Record<string, string[]> = {
  codeBook: ['docDscr', 'stdyDscr', 'fileDscr', 'dataDscr', 'otherMat'],
  stdyDscr: [
    'citation',
    'studyAuthorization',
    'stdyInfo',
    'studyDevelopment',
    'method',
    'dataAccs',
    'othrStdyMat',
    'notes',
  ],
  citation: [
    'titlStmt',
    'rspStmt',
    'prodStmt',
    'distStmt',
    'serStmt',
    'verStmt',
    'biblCit',
    'holdings',
    'notes',
  ],
  titlStmt: ['titl', 'subTitl', 'altTitl', 'parTitl', 'IDNo'],
  prodStmt: ['producer', 'copyright', 'prodDate'],
  verStmt: ['version', 'verResp', 'notes'],
  stdyInfo: ['studyBudget', 'subject', 'abstract', 'sumDscr', 'qualityStatement', 'notes'],
  sumDscr: [
    'timePrd',
    'collDate',
    'nation',
    'geogCover',
    'geogUnit',
    'geoBndBox',
    'boundPoly',
    'anlyUnit',
    'universe',
    'dataKind',
  ],
  dataAccs: ['setAvail', 'useStmt', 'notes'],
  useStmt: ['confDec', 'specPerm', 'restrctn', 'contact', 'citReq', 'deposReq', 'conditions', 'disclaimer'],
  fileDscr: ['fileTxt', 'locMap', 'notes'],
  fileTxt: [
    'fileName',
    'fileCitation',
    'dataFingerprint',
    'fileCont',
    'fileStrc',
    'dimensns',
    'fileType',
    'format',
  ],
  dimensns: ['caseQnty', 'varQnty', 'logRecL'],
  dataDscr: ['varGrp', 'nCubeGrp', 'var', 'nCube', 'notes'],
  var: [
    ...[
      'location',
      'labl',
      'imputation',
      'security',
      'embargo',
      'respUnit',
      'anlysUnit',
      'qstn',
      'valrng',
      'invalrng',
    ],
    ...[
      'undocCod',
      'universe',
      'TotlResp',
      'sumStat',
      'txt',
      'stdCatgry',
      'catgryGrp',
      'catgry',
      'codInstr',
      'verStmt',
    ],
    ...['concept', 'derivation', 'varFormat', 'geoMap', 'catLevel', 'notes'],
  ],
  qstn: ['preQTxt', 'qstnLit', 'postQTxt', 'forward', 'backward', 'ivuInstr'],
  valrng: ['item', 'range', 'key'],
  invalrng: ['item', 'range', 'key'],
  catgry: ['catValu', 'labl', 'txt', 'catStat'],
  derivation: ['drvdesc', 'drvcmd'],
}

/** What may stand at most once in its parent (codebook.xsd: no `maxOccurs`). */
const once: Record<string, string[]> = {
  titlStmt: ['titl'],
  verStmt: ['version', 'verResp'],
  stdyInfo: ['qualityStatement'],
  useStmt: ['confDec', 'specPerm', 'restrctn', 'citReq', 'deposReq', 'conditions', 'disclaimer'],
  fileDscr: ['locMap'],
  fileTxt: ['fileName', 'fileCitation', 'fileCont', 'fileStrc', 'dimensns', 'fileType', 'format', 'verStmt'],
  var: ['imputation', 'security', 'embargo', 'respUnit', 'anlysUnit', 'TotlResp', 'derivation', 'varFormat'],
  catgry: ['catValu'],
  derivation: ['drvdesc', 'drvcmd'],
}

type Node = {
  nodeName: string
  childNodes: Iterable<Node>
  nodeType: number
  getAttribute(name: string): string | null
}

test('DDI: every element is one of its parent and stands in the order of the standard', async () => {
  const text = await readFile(join(folder, 'ddi/shown.xml'), 'utf8')
  expect(text).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<codeBook xmlns="ddi:codebook:2_5" version="2.5"/,
  )
  const root = create(text).root().node as unknown as Node
  let seen = 0
  const walk = (node: Node) => {
    const children = [...node.childNodes].filter(({ nodeType }) => nodeType === 1)
    const sequence = sequences[node.nodeName] ?? []
    const places = children.map(({ nodeName }) => sequence.indexOf(nodeName))
    expect([node.nodeName, places]).toEqual([node.nodeName, places.toSorted((a, b) => a - b)])
    expect([
      node.nodeName,
      children.map((child) => child.nodeName).filter((name) => !sequence.includes(name)),
    ]).toEqual([node.nodeName, []])
    const names = children.map(({ nodeName }) => nodeName)
    const twice = names.filter((name, i) => once[node.nodeName]?.includes(name) && names.indexOf(name) < i)
    expect([node.nodeName, twice]).toEqual([node.nodeName, []])
    seen += 1
    for (const child of children) walk(child)
  }
  walk(root)
  expect(seen).toBeGreaterThan(60)
})

test('DDI: every variable with its labels in both languages, its categories, its file and an id of its own', async () => {
  const root = create(await readFile(join(folder, 'ddi/shown.xml'), 'utf8')).root()
  const { codeBook } = root.toObject() as { codeBook: { dataDscr: { var: Record<string, unknown>[] } } }
  const variables = codeBook.dataDscr.var
  expect(variables.map((one) => one['@name'])).toEqual(codebookOf('shown').variables.map(({ id }) => id))
  expect(new Set(variables.map((one) => one['@ID'])).size).toBe(variables.length)
  expect(variables[0]['@files']).toBe('file-municipality file-school')
  expect(variables[3]).toMatchObject({
    ...{ '@files': 'file-school', '@intrvl': 'discrete' },
    labl: [
      { '@xml:lang': 'da', '#': 'mood æøå' },
      // As it is written: this reader leaves entities as they are.
      { '@xml:lang': 'en', '#': 'mood &lt;&amp;&gt; "en"' },
    ],
    catgry: [{ catValu: 'bad' }, { catValu: 'good' }],
  })
  expect(variables[4]).toMatchObject({
    '@intrvl': 'contin',
    ...{ '@dcml': '1', '@measUnit': 'DKK &lt;&amp;&gt; &quot;en&quot;', '@nature': 'ratio' },
    valrng: { range: { '@min': '0', '@UNITS': 'REAL' } },
  })
})

test('DDI: attributes have the values that codebook.xsd lists, ids are names and stand once, and files are referred to by them', async () => {
  const listed: Record<string, RegExp> = {
    UNITS: /^(INT|REAL)$/,
    nature: /^(nominal|ordinal|interval|ratio|percent|other)$/,
    intrvl: /^(contin|discrete)$/,
    type: /^(character|numeric)$/,
    'xml:lang': /^(da|en)$/,
    ID: /^[A-Za-z_][\w.-]*$/,
  }
  const free = ['version', 'name', 'files', 'dcml', 'measUnit', 'VALUE', 'min', 'max', 'xmlns']
  const text = await readFile(join(folder, 'ddi/shown.xml'), 'utf8')
  const attributes = [...text.matchAll(/ ([\w:]+)="([^"]*)"/g)]
    .slice(2)
    .map(([, name, value]) => ({ name, value }))
  expect(attributes.length).toBeGreaterThan(60)
  for (const { name, value } of attributes)
    expect([name, listed[name]?.test(value) ?? free.includes(name)]).toEqual([name, true])
  const valuesOf = (wanted: string) =>
    attributes.flatMap(({ name, value }) => (name === wanted ? [value] : []))
  const ids = valuesOf('ID')
  expect(new Set(ids).size).toBe(ids.length)
  for (const file of valuesOf('files').flatMap((value) => value.split(' '))) expect(ids).toContain(file)
})

test('Frictionless: every resource is there, its fields are its columns, and keys lead to the outer table', async () => {
  type Field = { name: string; type: string; categories?: unknown[]; constraints?: object }
  type Resource = {
    name: string
    path: string
    format: string
    schema: { fields: Field[]; primaryKey: string[]; foreignKeys?: unknown }
  }
  const text = await readFile(join(folder, 'datapackage.json'), 'utf8')
  const { resources, name } = JSON.parse(text) as { name: string; resources: Resource[] }
  expect(name).toMatch(/^[-a-z0-9._/]+$/)
  expect(new Set(resources.map(({ name }) => name)).size).toBe(14)
  for (const { name, path, format, schema } of resources) {
    expect(name).toMatch(/^[-a-z0-9._/]+$/)
    const content = await readFile(join(folder, path), 'utf8')
    if (format === 'csv')
      expect(content.split('\n')[0].split(',')).toEqual(schema.fields.map(({ name }) => name))
    else expect(content.slice(0, 4)).toBe('PAR1')
  }
  const school = resources.find(({ name }) => name === 'shown-school')!
  expect(school.schema).toMatchObject({
    primaryKey: ['school_id'],
    foreignKeys: [
      {
        fields: ['municipality_id'],
        reference: { resource: 'shown-municipality', fields: ['municipality_id'] },
      },
    ],
  })
  expect(school.schema.fields.find(({ name }) => name === 'mood')).toMatchObject({
    type: 'string',
    categories: [{ value: 'bad' }, { value: 'good' }],
    constraints: { enum: ['bad', 'good'] },
  })
  expect(school.schema.fields.find(({ name }) => name === 'grant')).toMatchObject({
    type: 'number',
    constraints: { minimum: 0 },
  })
})

test('both READMEs say what is in the folder, and how to use it', async () => {
  const [danish, english] = await Promise.all(
    ['da', 'en'].map((language) => readFile(join(folder, `README.${language}.md`), 'utf8')),
  )
  expect(danish).toContain('# Udgave aaaa000011112222\n')
  expect(danish).toContain('- `data/shown/school.csv`: 12 ss æøå')
  expect(english).toContain('Use: free <&> "en"')
  expect(danish.match(/^- `/gm)).toHaveLength(english.match(/^- `/gm)!.length)
})
