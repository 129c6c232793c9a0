import { codePath, type InterviewProject } from '@pejling/indicators'
import { excerptId, placeOrder, projectXml, sourceId, textHash } from '../src/index.ts'
import { textFile } from '../src/write/source-elements.ts'
import { random } from '../test/random.ts'
import { writeArchive } from '../test/written.ts'

const words = [
  'børn',
  'og',
  'voksne',
  'læser',
  'ude',
  'på',
  'legepladsen',
  'i',
  'små',
  'grupper',
  'hver',
  'tirsdag',
]

/** A project of so many sources of 5,000 words, codes in 20 branches each, and codings by four coders; the same each time. */
export function bigProject(sources: number, codes: number, codings: number): InterviewProject {
  const below = random(8)
  const project: InterviewProject = {
    ...{ name: 'big', coders: ['coder_1', 'coder_2', 'coder_3', 'coder_4'], classifications: [] },
    ...{ codes: [], sources: [], excerpts: [], codings: [], cases: [], sets: [], memos: [] },
  }
  for (let i = 0; i < codes / 20; i++) {
    project.codes.push({ path: `over ${i}`, name: `over ${i}`, codable: false })
    for (let j = 1; j < 20; j++)
      project.codes.push({ path: codePath([`over ${i}`, `code ${j}`]), name: `code ${j}`, codable: true })
  }
  for (let i = 0; i < sources; i++) {
    const parts = Array.from({ length: 5000 }, () => words[below(words.length)])
    const text = parts.map((part, index) => part + (index % 12 === 11 ? '\n' : ' ')).join('')
    const facts = {
      name: `interview ${i}`,
      kind: 'text' as const,
      textHash: textHash(text),
      length: text.length,
      text,
    }
    const id = sourceId(facts, 0)
    project.sources.push({ id, ...facts, certain: true, values: {} })
    const places = new Map<string, { kind: 'text'; start: number; end: number }>()
    while (places.size < codings / sources) {
      const start = text.indexOf(' ', below(text.length - 400)) + 1
      const place = { kind: 'text' as const, start, end: text.indexOf(' ', start + 20 + below(200)) }
      places.set(excerptId(id, place), place)
    }
    for (const [excerpt, place] of [...places].toSorted(([, a], [, b]) => placeOrder(a, b))) {
      project.excerpts.push({ id: excerpt, source: id, place })
      const { path } = project.codes[below(codes / 20) * 20 + 1 + below(19)]
      project.codings.push({
        excerpt,
        code: path,
        coder: project.coders[below(4)],
        created: '2026-03-01T10:00:00Z',
      })
    }
  }
  return project
}

/** Writes it as another program's file, so that the places are calibrated. */
export function writeBig(file: string, project: InterviewProject): Promise<string> {
  const xml = projectXml(project, new Date('2026-11-21T12:00:00Z')).replace(
    'origin="Pejling"',
    'origin="Bench"',
  )
  return writeArchive(file, [
    ['project.qde', xml],
    ...project.sources.map((source): [string, string] => [`sources/${textFile(source)}`, source.text!]),
  ])
}

// `node pipelines/interviews/bench/big-project.ts FILE SOURCES CODES CODINGS` writes one.
if (import.meta.main) {
  const [file, ...sizes] = process.argv.slice(2)
  const [sources, codes, codings] = sizes.map(Number)
  await writeBig(file, bigProject(sources, codes, codings))
}
