import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  codeNames,
  codePath,
  type CodeTree,
  type InterviewProject,
  type InterviewSource,
  isUnder,
  type Memo,
} from '@pejling/indicators'
import { parse } from 'yaml'
import { excerptId, placeOrder, sourceId, textHash } from '../src/index.ts'
import { markedText } from './marked-text.ts'

type Sample = {
  name: string
  description: string
  coders: Record<string, string>
  over: Record<string, string>
  short: Record<string, string>
  more: Record<string, string>
  colors: Record<string, string>
  variables: Record<string, 'Text' | 'Integer'>
  institutions: Record<string, Record<string, string | number>>
  interviews: { file: string; institution: string; role: string; newline?: 'crlf'; decomposed?: boolean }[]
  memos: {
    title: string
    author: string
    text: string
    project?: true
    code?: string
    case?: string
    source?: string
    /** The excerpt of the source that has this code. */
    excerpt?: string
  }[]
  condensations: {
    unit: string
    code: string
    author: string
    created: string
    text: string
    table?: true
  }[]
}

/**
 * The invented interviews as a project, which of its texts are stored with CRLF, and the condensations that stand in a table
 * of their own.
 */
export async function sampleProject(
  data: string,
): Promise<{ project: InterviewProject; crlf: Set<string>; table: string[][] }> {
  const folder = join(data, 'samples/interviews')
  const sample = parse(await readFile(join(folder, 'sample.yaml'), 'utf8')) as Sample
  const tree = parse(await readFile(join(data, 'studies/kora-2017/codes.yaml'), 'utf8')) as CodeTree
  const path = pathsOf(sample, tree)
  const project: InterviewProject = {
    ...{ name: sample.name, description: sample.description, coders: Object.values(sample.coders) },
    codes: codesOf(sample, tree),
    classifications: Object.entries(sample.variables).map(([name, type]) => ({ name, type })),
    ...{ sources: [], excerpts: [], codings: [], cases: [], sets: [], memos: [] },
  }
  const crlf = new Set<string>()
  const ids = new Map<string, string>()
  for (const { file, role, newline, decomposed } of sample.interviews) {
    const written = await readFile(join(folder, 'texts', `${file}.txt`), 'utf8')
    const { text, markings } = markedText(decomposed ? written.normalize('NFD') : written)
    const facts = {
      name: file,
      kind: 'text' as const,
      textHash: textHash(text),
      length: [...text].length,
      text,
    }
    const source: InterviewSource = {
      id: sourceId(facts, 0),
      ...facts,
      certain: true,
      values: { Rolle: role },
    }
    project.sources.push(source)
    ids.set(file, source.id)
    if (newline === 'crlf') crlf.add(source.id)
    const places = new Map<string, { start: number; end: number }>()
    for (const { start, end } of markings)
      places.set(excerptId(source.id, { kind: 'text', start, end }), { start, end })
    const excerpts = [...places]
      .map(([id, place]) => ({ id, source: source.id, place: { kind: 'text' as const, ...place } }))
      .toSorted((a, b) => placeOrder(a.place, b.place))
    project.excerpts.push(...excerpts)
    for (const { id, place } of excerpts)
      for (const { coder, code } of markings.filter(
        ({ start, end }) => start === place.start && end === place.end,
      ))
        project.codings.push({ excerpt: id, code: path(sample.short[code]), coder: sample.coders[coder] })
  }
  const institutions = Object.keys(sample.institutions)
  project.cases = institutions.map((id) => {
    const { name, ...values } = sample.institutions[id]
    const of = sample.interviews.filter(({ institution }) => institution === id)
    return {
      ...{ name: id, description: String(name), excerpts: [], codes: [] },
      values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
      sources: of.map(({ file }) => ids.get(file)!),
    }
  })
  const excerptsOf = (code: string, sources: string[]) =>
    project.excerpts
      .filter(({ id, source }) => {
        const given = project.codings.some((one) => one.excerpt === id && isUnder(one.code, code))
        return given && sources.includes(source)
      })
      .map(({ id }) => id)
  project.memos = sample.memos.map(({ title, text, author, ...about }): Memo => ({
    ...{ kind: 'memo', title, text, author: sample.coders[author] },
    about: [
      about.project
        ? { kind: 'project' }
        : about.code
          ? { kind: 'code', code: path(sample.short[about.code]) }
          : about.case
            ? { kind: 'case', case: institutions.indexOf(about.case) }
            : about.excerpt
              ? {
                  ...{ kind: 'excerpt' },
                  excerpt: excerptsOf(path(sample.short[about.excerpt]), [ids.get(about.source!)!])[0],
                }
              : { kind: 'source', source: ids.get(about.source!)! },
    ],
  }))
  const table: string[][] = []
  for (const { unit, author, created, text, ...one } of sample.condensations) {
    const at = institutions.indexOf(unit)
    const code = path(sample.short[one.code])
    const excerpts = excerptsOf(code, project.cases[at].sources)
    if (one.table) {
      const names = codeNames(code).join(' > ')
      table.push([unit, names, sample.coders[author], created, text, excerpts.join('; ')])
    } else
      project.memos.push({
        ...{ kind: 'condensation', text, author: sample.coders[author], created },
        about: [
          { kind: 'code', code },
          ...excerpts.map((excerpt) => ({ kind: 'excerpt' as const, excerpt })),
          { kind: 'case', case: at },
        ],
      })
  }
  return { project, crlf, table }
}

/** The tree as it was coded with: over-codes that only hold others, and codes by their Danish labels. */
function codesOf(sample: Sample, tree: CodeTree): InterviewProject['codes'] {
  const path = pathsOf(sample, tree)
  const used = new Set<string>()
  for (const one of Object.values(sample.short))
    for (const { index } of one.matchAll(/\/|$/g)) used.add(one.slice(0, index))
  const ids = [
    ...Object.keys(sample.over),
    ...tree.codes.map((code) => code.path),
    ...Object.keys(sample.more),
  ]
  return ids
    .filter((id) => used.has(id))
    .concat([...used].filter((id) => !ids.includes(id)))
    .toSorted((a, b) => inTree(a, b, sample))
    .map((id) => ({
      ...{ path: path(id), name: path(id).split('/').at(-1)! },
      codable: !(id in sample.over) && id !== 'early_effort/detection',
      ...(id in sample.colors ? { color: sample.colors[id] } : {}),
    }))
}

/** Over-codes in the order of the file, and a code before those under it. */
function inTree(a: string, b: string, { over }: Sample): number {
  const place = (id: string) => [...Object.keys(over), id.split('/')[0]].indexOf(id.split('/')[0])
  return place(a) - place(b) || (a < b ? -1 : 1)
}

function pathsOf({ over, more }: Sample, { codes }: CodeTree): (id: string) => string {
  const labels: Record<string, string> = {
    ...Object.fromEntries(codes.map((code) => [code.path, code.label.da])),
    ...over,
    ...more,
  }
  return (id) => {
    const parts = id.split('/')
    return codePath(parts.map((_, index) => labels[parts.slice(0, index + 1).join('/')]))
  }
}
