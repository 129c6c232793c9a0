import type { ExcerptPlace, InterviewProject, InterviewReceipt } from '@pejling/indicators'

/** What was read and how, as lines that can be held against the file by eye. */
export function inWords({
  receipt,
  project,
}: {
  receipt: InterviewReceipt
  project?: InterviewProject
}): string {
  const lines = [
    ...receipt.problems.map(({ rule, message }) => `problem ${rule}: ${message}`),
    ...receipt.deviations.map(({ rule, count, message }) => `deviation ${rule} × ${count}: ${message}`),
    ...receipt.dropped.map(({ name, count }) => `left out ${name} × ${count}`),
    ...receipt.guesses.map(
      ({ what, value, count, alternatives }) =>
        `guess ${what} × ${count}: ${value} (of ${alternatives.length + 1})`,
    ),
  ]
  if (project) {
    const sources = new Map(project.sources.map((source, index) => [source.id, { ...source, index }]))
    const excerpts = new Map(project.excerpts.map((excerpt) => [excerpt.id, excerpt]))
    const shown = (id: string) => {
      const { source, place } = excerpts.get(id)!
      return `${sources.get(source)!.index} ${placeInWords(place, sources.get(source)!.text)}`
    }
    lines.push(
      `coders ${project.coders.join(', ')}`,
      ...project.codes.map(({ path, codable, color, description }) =>
        ['code', path, codable ? '' : '(holds others)', color, description].filter(Boolean).join(' '),
      ),
      ...project.sources.map(
        ({ name, kind, certain, length, values }, index) =>
          `source ${index} ${kind} "${name}" ${length ?? '-'} ${certain ? 'certain' : 'uncertain'} ${JSON.stringify(values)}`,
      ),
      ...project.codings.map(
        ({ excerpt, code, coder = '?' }) => `coding ${shown(excerpt)} ${code} by ${coder}`,
      ),
      ...project.cases.map(
        ({ name, values, sources: held, excerpts: marked }) =>
          `case "${name}" ${JSON.stringify(values)} sources ${held.map((id) => sources.get(id)!.index)} excerpts ${marked.map(shown)}`,
      ),
      ...project.sets.map(
        ({ name, sources: held, codes }) =>
          `set "${name}" sources ${held.map((id) => sources.get(id)!.index)} codes ${codes}`,
      ),
      ...project.memos.map(
        ({ kind, title = '', text, author = '?', about }) =>
          `${kind} "${title}" "${text}" by ${author} about ${about.map((target) => (target.kind === 'excerpt' ? shown(target.excerpt) : target.kind))}`,
      ),
    )
  }
  return `${lines.map((line) => line.replaceAll('\n', '⏎')).join('\n')}\n`
}

function placeInWords(place: ExcerptPlace, text: string | undefined): string {
  if (place.kind === 'whole') return 'whole'
  if (place.kind === 'time') return `${place.begin}–${place.end} ms`
  if (place.kind === 'region') return `page ${place.page} ${place.firstX},${place.firstY}`
  return text === undefined
    ? `${place.start}–${place.end}`
    : JSON.stringify([...text].slice(place.start, place.end).join(''))
}
