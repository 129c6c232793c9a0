import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { projectXml } from '../src/index.ts'
import { archiveLimits } from '../src/read/limits.ts'
import { schema, unordered } from '../src/read/schema.ts'
import { readXml, type XmlElement } from '../src/read/xml-items.ts'
import { randomProject } from './random-project.ts'

const at = new Date('2026-11-21T12:00:00Z')
const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test('what is written has the elements, attributes and order of the schema, and no GUID twice', async () => {
  const met = new Set<string>()
  for (let seed = 0; seed < 100; seed++) {
    const guids = new Set<string>()
    const wrong: string[] = []
    const walk = (element: XmlElement) => {
      met.add(element.name)
      const rule = schema[element.name]
      for (const name of Object.keys(element.attributes))
        if (!rule.attributes.includes(name)) wrong.push(`${element.name}@${name}`)
      for (const name of rule.required)
        if (element.attributes[name] === undefined) wrong.push(`${element.name} without ${name}`)
      const places = element.children.map(({ name }) => rule.children.indexOf(name))
      if (places.includes(-1)) wrong.push(`children of ${element.name}`)
      if (!unordered.has(element.name) && places.some((place, index) => place < (places[index - 1] ?? 0)))
        wrong.push(`order in ${element.name}`)
      if (/^[A-Z]\w*s$|CodeBook/.test(element.name) && places.length === 0)
        wrong.push(`empty ${element.name}`)
      for (const [name, value] of Object.entries(element.attributes))
        if (/guid$|^creatingUser$/i.test(name) && !guidForm.test(value)) wrong.push(`${element.name}@${name}`)
      const { guid } = element.attributes
      if (guid && guids.has(guid)) wrong.push(`GUID of ${element.name} twice`)
      guids.add(guid)
      element.children.forEach(walk)
    }
    const xml = Readable.from([Buffer.from(projectXml(randomProject(seed), at))]) as AsyncIterable<Buffer>
    await readXml(xml, archiveLimits, { step: () => 'hold', hold: walk })
    expect(wrong, `seed ${seed}`).toEqual([])
  }
  expect([...met].toSorted().join(' ')).toBe(
    'AudioSelection AudioSource BooleanValue Case Cases Code CodeBook CodeRef Codes Coding Description IntegerValue Link Links MemberCode MemberSource Note NoteRef Notes PDFSelection PDFSource PlainTextContent PlainTextSelection Project Representation SelectionRef Set Sets SourceRef Sources SyncPoint TextSource TextValue Transcript TranscriptSelection User Users Variable VariableRef VariableValue Variables',
  )
})

test('the same project gives the same XML', () => {
  expect(projectXml(randomProject(7), at)).toBe(projectXml(randomProject(7), at))
})
