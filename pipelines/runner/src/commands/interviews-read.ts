import { basename } from 'node:path'
import type { ExcerptPlace, InterviewProject } from '@pejling/indicators'
import { readInterviews } from '@pejling/pipeline-interviews'
import { interviewReceiptInWords } from '../interview-receipt-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'

/** `pejling interviews read FILE`: the receipt and everything that arrived; coders by pseudonyms of this answer only. */
export async function readInterviewsCommand(
  file: string,
  { texts, json }: { texts: boolean; json?: boolean },
): Promise<ExitCode> {
  const { project, receipt } = await readInterviews(file, basename(file))
  if (json) printJson({ receipt, ...(project ? arrived(project, texts) : {}) })
  else
    print(
      [...interviewReceiptInWords(receipt), ...(project ? [projectInWords(project, texts)] : [])].join('\n'),
    )
  return project ? 0 : 1
}

/** The project with each coding beside the place it is at and the words that stand there. */
function arrived(project: InterviewProject, texts: boolean): object {
  const { excerpts: _, codings: __, sources, memos, ...rest } = project
  return {
    ...rest,
    sources: sources.map(({ text, description, ...source }) => ({
      ...source,
      ...(texts ? { text, description } : {}),
    })),
    codings: codingsOf(project).map(({ words, ...coding }) => ({ ...coding, ...(texts ? { words } : {}) })),
    memos: memos.map(({ text, title, ...memo }) => ({ ...memo, ...(texts ? { title, text } : {}) })),
  }
}

function codingsOf(project: InterviewProject) {
  const sources = new Map(
    project.sources.map(({ id, name, text }) => [id, { name, letters: [...(text ?? '')] }]),
  )
  const excerpts = new Map(project.excerpts.map((excerpt) => [excerpt.id, excerpt]))
  return project.codings.map(({ excerpt, ...coding }) => {
    const { source, place } = excerpts.get(excerpt)!
    const { name, letters } = sources.get(source)!
    const words =
      place.kind === 'text' && letters.length > 0 ? letters.slice(place.start, place.end).join('') : undefined
    return { ...coding, source, name, place, words }
  })
}

function projectInWords(project: InterviewProject, texts: boolean): string {
  return [
    `coders: ${project.coders.join(', ') || 'not said'}`,
    ...project.codes.map(({ path, codable }) => `code ${path}${codable ? '' : ' (holds others)'}`),
    ...project.sources.map(
      ({ id, name, kind, length, certain }) =>
        `source ${id} ${kind} “${name}”, ${length ?? 'no'} characters${certain ? '' : ', places uncertain'}`,
    ),
    ...project.cases.map(
      ({ name, sources, values }) =>
        `case “${name ?? ''}” of ${sources.length} sources ${JSON.stringify(values)}`,
    ),
    ...project.sets.map(
      ({ name, sources, codes }) => `set “${name}” of ${sources.length} sources, ${codes.length} codes`,
    ),
    ...codingsOf(project).map(
      ({ code, coder = 'not said', name, place, words }) =>
        `coding ${code} by ${coder} in “${name}” at ${placeInWords(place)}${texts && words !== undefined ? `: ${oneLine(words)}` : ''}`,
    ),
    ...project.memos.map(
      ({ kind, title, text }) => `${kind}${texts ? ` “${title ?? ''}” ${oneLine(text)}` : ''}`,
    ),
  ].join('\n')
}

function placeInWords(place: ExcerptPlace): string {
  if (place.kind === 'text') return `${place.start}–${place.end}`
  if (place.kind === 'time') return `${place.begin}–${place.end} ms`
  if (place.kind === 'whole') return 'all of it'
  return `page ${place.page ?? '?'} ${place.firstX},${place.firstY}–${place.secondX},${place.secondY}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
