import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { InterviewProject } from '@pejling/indicators'
import { codebookXml, projectXml, readInterviews } from '../src/index.ts'
import { mutate, mutateXml } from './mutate.ts'
import { random } from './random.ts'
import { randomProject } from './random-project.ts'
import { textFile } from '../src/write/source-elements.ts'
import { writeArchive } from './written.ts'

export type FuzzResult = { refused: number; read: number; longest: number; messages: Map<string, number> }

const at = new Date('2026-11-21T12:00:00Z')
const sample = resolve(import.meta.dirname, '../../../data/samples/interviews/project.qdpx')

/**
 * Reads mutated archives and codebooks one after the other. Throws if one is neither read whole nor refused with one
 * clear line, or if what was read hangs together badly.
 */
export async function fuzz(from: number, to: number, folder: string): Promise<FuzzResult> {
  const result: FuzzResult = { refused: 0, read: 0, longest: 0, messages: new Map() }
  const archive = await readFile(sample)
  const file = join(folder, 'mutated')
  for (let seed = from; seed < to; seed++) {
    const below = random(seed)
    await writeMutated(file, archive, seed, below)
    const start = performance.now()
    const { project, receipt } = await readInterviews(file, 'mutated.qdpx')
    result.longest = Math.max(result.longest, performance.now() - start)
    const [problem] = receipt.problems
    if (project === undefined) {
      const isClear =
        receipt.problems.length === 1 &&
        /^(an? [a-z ]+: |entry \d+: )?expected [^\n]{5,120}, found [^\n]{3,80}$/.test(problem.message)
      if (!isClear)
        throw new Error(`seed ${seed}: ${receipt.problems.map(({ message }) => message).join(' | ')}`)
      result.refused++
      result.messages.set(problem.message, (result.messages.get(problem.message) ?? 0) + 1)
    } else {
      if (problem) throw new Error(`seed ${seed}: read although ${problem.message}`)
      const wrong = brokenReference(project)
      if (wrong) throw new Error(`seed ${seed}: ${wrong}`)
      result.read++
    }
  }
  return result
}

async function writeMutated(
  file: string,
  archive: Buffer,
  seed: number,
  below: (limit: number) => number,
): Promise<void> {
  if (seed % 4 === 0) return writeFile(file, mutate(archive, below))
  const project = randomProject(seed)
  if (seed % 4 === 1) {
    const xml = codebookXml(project)
    return writeFile(file, below(2) ? mutateXml(xml, below) : mutate(Buffer.from(xml), below))
  }
  const xml = projectXml(project, at).replace('origin="Pejling"', 'origin="Another"')
  const inner = seed % 4 === 2 ? mutateXml(xml, below) : mutate(Buffer.from(xml), below)
  await writeArchive(file, [
    ['project.qde', inner],
    ...project.sources.flatMap((source): [string, string][] => {
      const name = textFile(source)
      return name ? [[`sources/${name}`, source.text!]] : []
    }),
  ])
}

/** Nothing by half: whatever refers to something finds it. */
function brokenReference({
  codes,
  coders,
  sources,
  excerpts,
  codings,
  cases,
}: InterviewProject): string | undefined {
  const paths = new Set(codes.map(({ path }) => path))
  const ids = new Set(sources.map(({ id }) => id))
  const places = new Set(excerpts.map(({ id }) => id))
  if (paths.size < codes.length || ids.size < sources.length || places.size < excerpts.length)
    return 'a key twice'
  if (excerpts.some(({ source }) => !ids.has(source))) return 'an excerpt without a source'
  const bad = codings.find(
    ({ excerpt, code, coder }) =>
      !places.has(excerpt) || !paths.has(code) || (coder !== undefined && !coders.includes(coder)),
  )
  if (bad) return 'a coding without its excerpt, code or coder'
  if (
    cases.some((one) => one.sources.some((id) => !ids.has(id)) || one.excerpts.some((id) => !places.has(id)))
  )
    return 'a case without its source'
  const length = new Map(
    sources.map((source) => [source.id, source.text === undefined ? Infinity : source.length!]),
  )
  const outside = excerpts.find(
    ({ source, place }) =>
      place.kind === 'text' &&
      (place.start < 0 || place.end < place.start || place.end > length.get(source)!),
  )
  return outside ? 'a place outside its text' : undefined
}
