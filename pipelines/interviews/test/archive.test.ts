import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problemLine } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { readInterviews, type ReadChoices } from '../src/index.ts'
import { project, withFolder, writeArchive } from './written.ts'

const inner = project('')

test.each<[string, string, [string, string | Buffer, number?][], ReadChoices['limits']?]>([
  ['no project', "expected one .qde at the archive's root, found none", [['a.txt', 'x']]],
  [
    'two projects in folders',
    "expected one .qde at the archive's root, found 2",
    [
      ['x/project.qde', inner],
      ['y/project.qde', inner],
    ],
  ],
  [
    'two projects',
    "expected one .qde at the archive's root, found 2",
    [
      ['a.qde', inner],
      ['b.qde', inner],
    ],
  ],
  [
    'an archive within',
    'entry 2: expected a file, found an archive within the archive',
    [
      ['project.qde', inner],
      ['sources/more.zip', 'PK'],
    ],
  ],
  ['a link', 'entry 1: expected a file, found a link', [['project.qde', '/etc/passwd', 0o120777]]],
  [
    'many entries',
    'expected at most 1 entries, found 2',
    [
      ['project.qde', inner],
      ['a', ''],
    ],
    { entries: 1 },
  ],
  [
    'much to inflate',
    'an entry: expected at most 1000 bytes inflated, found more',
    [['project.qde', project(' '.repeat(2000))]],
    { projectBytes: 1000 },
  ],
  [
    'a bomb',
    'expected a zip that unpacks to at most 200 times its size, found 5000117 bytes packed in 4998',
    [['project.qde', project(' '.repeat(5_000_000))]],
  ],
  [
    'a long text',
    'expected texts of at most 1000 bytes, found a longer one',
    [
      [
        'project.qde',
        project(
          `<Sources><TextSource guid="1"><PlainTextContent>${'a'.repeat(1001)}</PlainTextContent></TextSource></Sources>`,
        ),
      ],
    ],
    { textBytes: 1000 },
  ],
  [
    'many attributes in all',
    'expected at most 10 elements and attributes, found more',
    [['project.qde', project('<User guid="" name="" id=""/>'.repeat(3))]],
    { parts: 10 },
  ],
  [
    'a DOCTYPE',
    'expected no DOCTYPE, found one',
    [['project.qde', `<!DOCTYPE Project [<!ENTITY a "b">]><Project name="&a;"/>`]],
  ],
  ['an entity', 'expected well-formed XML, found something else', [['project.qde', '<Project name="&a;"/>']]],
  ['half a project', 'expected well-formed XML, found something else', [['project.qde', '<Project><Users>']]],
  ['another root', 'expected Project as the outermost element, found another', [['project.qde', '<html/>']]],
  [
    'deep elements',
    'expected elements at most 100 deep, found more',
    [['project.qde', project('<a>'.repeat(101))]],
  ],
  [
    'many elements',
    'expected at most 10 elements, found more',
    [['project.qde', project('<a/>'.repeat(11))]],
    { elements: 10 },
  ],
])('%s is refused', async (_, message, entries, limits) => {
  await withFolder(async (folder) => {
    const file = await writeArchive(join(folder, 'a.qdpx'), entries)
    const { project: found, receipt } = await readInterviews(file, 'a.qdpx', { limits })
    expect(receipt.problems.map((problem) => problemLine(problem).replace(/^a\.qdpx(:\d+)?: /, ''))).toEqual([
      message,
    ])
    expect(found).toBeUndefined()
  })
})

test('backslashes in the paths of an archive are slashes, and may not lead out of it', async () => {
  await withFolder(async (folder) => {
    const text = '<Sources><TextSource guid="1" name="a" plainTextPath="internal://a.txt"/></Sources>'
    const whole = await readFile(
      await writeArchive(join(folder, 'a'), [
        ['project.qde', project(text)],
        ['sources/a.txt', 'hej'],
      ]),
    )
    const windows = (name: string) =>
      Buffer.from(whole.toString('latin1').replaceAll('sources/a.txt', name), 'latin1')
    await writeFile(join(folder, 'b'), windows('sources\\a.txt'))
    expect((await readInterviews(join(folder, 'b'), 'b')).project!.sources[0].text).toBe('hej')
    await writeFile(join(folder, 'c'), windows('..\\rces\\a.txt'))
    expect((await readInterviews(join(folder, 'c'), 'c')).receipt.problems[0].message).toBe(
      'expected a zip archive, found a path that leads out of the archive',
    )
  })
})

test('a path out of the archive, a broken archive and a wrong checksum are refused', async () => {
  await withFolder(async (folder) => {
    const whole = await readFile(await writeArchive(join(folder, 'a'), [['project.qde', inner]]))
    const outside = Buffer.from(whole.toString('latin1').replaceAll('project.qde', '../../x.qde'), 'latin1')
    const sum = whole.indexOf(Buffer.from('PK\x01\x02')) + 16
    const otherSum = Buffer.from(whole)
    otherSum[sum] ^= 1
    const messages = []
    for (const bytes of [outside, whole.subarray(0, 100), otherSum, Buffer.from('hello')]) {
      await writeFile(join(folder, 'b'), bytes)
      messages.push(
        (await readInterviews(join(folder, 'b'), 'b')).receipt.problems.map(({ message }) => message),
      )
    }
    expect(messages.flat()).toEqual([
      'expected a zip archive, found a path that leads out of the archive',
      'expected a zip archive, found a broken one',
      'expected the checksum of an entry, found another',
      'expected a column source or kilde, found none',
    ])
  })
})

test('an archive packed anew, with its folder around it, is read as it was', async () => {
  const source =
    '<Sources><TextSource guid="11111111-1111-4111-8111-111111111111" name="A" plainTextPath="internal://a.txt"/></Sources>'
  await withFolder(async (folder) => {
    const file = await writeArchive(join(folder, 'a.qdpx'), [
      ['__MACOSX/p/._project.qde', 'x'],
      ['p/project.qde', project(source)],
      ['p/Sources/a.txt', 'Små grupper'],
    ])
    const { project: read, receipt } = await readInterviews(file, 'a.qdpx')
    expect(receipt.problems).toEqual([])
    expect(read!.sources.map(({ text }) => text)).toEqual(['Små grupper'])
    expect(receipt.deviations.map(({ rule }) => rule)).toEqual([
      'archive-entry-unused',
      'folder-name',
      'packed-anew',
    ])
  })
})

test('a project without its archive is read, with the texts that are in it', async () => {
  await withFolder(async (folder) => {
    const text =
      '<Sources><TextSource guid="1" name="a"><PlainTextContent>hej</PlainTextContent></TextSource></Sources>'
    await writeFile(join(folder, 'project.qde'), project(text))
    const { project: found, receipt } = await readInterviews(join(folder, 'project.qde'), 'project.qde')
    expect(found!.sources[0].text).toBe('hej')
    expect(receipt.deviations.map(({ rule }) => rule)).toEqual(['guid-form', 'no-archive'])
  })
})

test('places in a text that stand at its page are kept at the text, or at a text that is not there', async () => {
  const selection = (code: string) =>
    `<PlainTextSelection guid="9" startPosition="4" endPosition="6"><Coding guid="8"><CodeRef targetGUID="${code}"/></Coding></PlainTextSelection>`
  const text = '<Representation guid="3"><PlainTextContent>hej du der</PlainTextContent></Representation>'
  const inside = `<CodeBook><Codes><Code guid="c" name="C" isCodable="true"/></Codes></CodeBook><Sources><PDFSource guid="1" name="a">${selection('c')}${text}</PDFSource><PDFSource guid="2" name="b">${selection('c')}</PDFSource></Sources>`
  await withFolder(async (folder) => {
    const file = await writeArchive(join(folder, 'a.qdpx'), [['project.qde', project(inside)]])
    const { project: found } = await readInterviews(file, 'a.qdpx')
    expect(found!.sources.map(({ kind, name, certain }) => `${kind} ${name} ${certain}`)).toEqual([
      'pdf a true',
      'representation a true',
      'pdf b true',
      'representation b false',
    ])
    expect(found!.codings).toHaveLength(2)
    expect(found!.excerpts.map(({ place }) => place)).toEqual([
      { kind: 'text', start: 4, end: 6 },
      { kind: 'text', start: 4, end: 6 },
    ])
  })
})
