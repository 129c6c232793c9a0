import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { csvCell, type InterviewProject } from '@pejling/indicators'
import { ZipFile } from 'yazl'
import { projectXml } from '../src/index.ts'
import { textFile } from '../src/write/source-elements.ts'
import { sampleProject } from './sample-project.ts'

/**
 * Makes `project.qdpx` of the invented interviews, as a program on Windows would: one text has CRLF, and places in it
 * count both characters. Run without arguments it writes into
 * data/samples/interviews and into the study that is made of it.
 */
export async function makeSample(data: string, file: string): Promise<void> {
  const { project, crlf } = await sampleProject(data)
  const at = new Date('2026-11-21T12:00:00Z')
  const xml = projectXml(shifted(project, crlf), at).replace('origin="Pejling"', 'origin="Opdigtet prøve"')
  const zip = new ZipFile()
  const options = { mtime: at, forceDosTimestamp: true }
  zip.addBuffer(Buffer.from(xml), 'project.qde', options)
  for (const source of project.sources) {
    const text = crlf.has(source.id) ? source.text!.replaceAll('\n', '\r\n') : source.text!
    zip.addBuffer(Buffer.from(text), `sources/${textFile(source)}`, options)
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
}

/** Places in texts with CRLF count each line break before them twice. */
function shifted(project: InterviewProject, crlf: Set<string>): InterviewProject {
  const texts = new Map(project.sources.map(({ id, text }) => [id, [...text!]]))
  const breaks = (source: string, at: number) =>
    texts
      .get(source)!
      .slice(0, at)
      .filter((letter) => letter === '\n').length
  return {
    ...project,
    excerpts: project.excerpts.map((excerpt) => {
      const { source, place } = excerpt
      if (!crlf.has(source) || place.kind !== 'text') return excerpt
      const { start, end } = place
      return {
        ...excerpt,
        place: { ...place, start: start + breaks(source, start), end: end + breaks(source, end) },
      }
    }),
  }
}

/** The condensations that are not in the project, as a table of the study's folder. */
export async function sampleCondensations(data: string): Promise<string> {
  const { table } = await sampleProject(data)
  const rows = [['unit', 'code', 'author', 'created', 'text', 'excerpts'], ...table]
  return rows.map((row) => `${row.map((cell) => csvCell(cell)).join()}\n`).join('')
}

if (import.meta.main) {
  const data = resolve(import.meta.dirname, '../../../data')
  const study = `${data}/studies/interviews-synthetic/interviews`
  for (const folder of [`${data}/samples/interviews`, study]) await makeSample(data, `${folder}/project.qdpx`)
  await writeFile(`${study}/condensations.csv`, await sampleCondensations(data))
}
