import {
  codePath,
  type ExcerptPlace,
  type InterviewProject,
  type InterviewSource,
  type Memo,
  noteKind,
} from '@pejling/indicators'

import { excerptId, placeOrder, sourceId, textHash } from '../src/index.ts'
import { random } from './random.ts'

const letters = [
  'a',
  'Ø',
  'å',
  '7',
  ' ',
  '.',
  '/',
  '\\',
  '<',
  '&',
  '"',
  "'",
  '\n',
  '\t',
  '🙂',
  'e\u0301',
  '\u00a0',
]
const coders = ['coder_1', 'coder_2', 'koder_c']

/** Any project as a reader would hold it: ids made of what they stand for, everything in the order it is held in. */
export function randomProject(seed: number): InterviewProject {
  const below = random(seed)
  const upTo = (most: number) => below(most + 1)
  const coin = () => below(2) === 1
  const pick = <T>(items: readonly T[]) => items[below(items.length)]
  const maybe = <T>(make: () => T) => (coin() ? make() : undefined)
  const list = <T>(most: number, make: () => T) => Array.from({ length: upTo(most) }, make)
  const some = <T>(items: T[]) => items.filter(() => below(3) === 0)
  const text = () => list(40, () => pick(letters)).join('')
  const name = () =>
    text()
      .replace(/[\n\t]/g, ' ')
      .trim() || 'x'
  const described = () => maybe(() => text().trim() || 'y')
  const date = () => maybe(() => pick(['2026-01-31T12:00:00Z', '2025-05-05T05:05:05']))

  const codes: InterviewProject['codes'] = []
  const grow = (above: string[]) => {
    for (const one of new Set(list(3, name))) {
      codes.push({
        ...{ path: codePath([...above, one]), name: one, codable: coin() },
        ...given({ color: maybe(() => pick(['#aabbcc', '#012345'])), description: described() }),
      })
      if (above.length < 3) grow([...above, one])
    }
  }
  grow([])
  const classifications = [...new Set(list(3, name))].map((one) => ({
    ...{ name: one, type: pick(['Text', 'Integer', 'Boolean'] as const) },
    ...given({ description: described() }),
  }))
  const values = () =>
    Object.fromEntries(some(classifications).map((one) => [one.name, pick(['', '7', 'æ', 'true'])]))

  const sources: InterviewSource[] = []
  const nth = new Map<string, number>()
  const add = (kind: InterviewSource['kind'], of?: string) => {
    const content = ['text', 'representation', 'transcript'].includes(kind) ? text() : undefined
    const isHome = kind === 'text' && below(6) === 0
    const facts = {
      ...{ name: name(), kind, ...given({ of }) },
      ...(content === undefined ? {} : { textHash: textHash(content), length: [...content].length }),
      ...(content === undefined || isHome ? {} : { text: content }),
    }
    const like = sourceId(facts, 0)
    const number = nth.get(like) ?? 0
    nth.set(like, number + 1)
    const source: InterviewSource = {
      ...{ id: number === 0 ? like : sourceId(facts, number), ...facts, certain: true },
      ...given({ description: described(), creator: maybe(() => pick(coders)), created: date() }),
      values: kind === 'transcript' ? {} : values(),
    }
    sources.push(source)
    return source
  }
  for (const kind of list(4, () => pick(['text', 'text', 'pdf', 'audio'] as const))) {
    const { id } = add(kind)
    if (kind === 'pdf' && coin()) add('representation', id)
    if (kind !== 'audio' || coin()) continue
    const transcript = add('transcript', id)
    const positions = [...new Set(list(4, () => upTo(transcript.length!)))].toSorted((a, b) => a - b)
    if (positions.length > 0)
      transcript.syncPoints = positions.map((position) => ({ position, time: position * 100 }))
  }

  const excerpts: InterviewProject['excerpts'] = []
  const codings: InterviewProject['codings'] = []
  const comments: Memo[] = []
  for (const source of sources) {
    const places = list(4, () => placeIn(source, upTo(30))).filter((place) => place !== undefined)
    const held = new Map(places.map((place) => [excerptId(source.id, place), place]))
    for (const [id, place] of [...held].toSorted(([, a], [, b]) => placeOrder(a, b))) {
      const who =
        codes.length > 0 ? list(3, () => ({ code: pick(codes).path, coder: maybe(() => pick(coders)) })) : []
      const by = new Map(who.map((one) => [JSON.stringify(one), one]))
      if (place.kind === 'whole' && by.size === 0) continue
      excerpts.push({ id, source: source.id, place })
      for (const { code, coder } of by.values())
        codings.push({ excerpt: id, code, ...given({ coder, created: date() }) })
      if (place.kind !== 'whole' && coin())
        comments.push({
          ...{ kind: 'comment', text: described() ?? 'k' },
          ...given({ author: maybe(() => pick(coders)), created: date() }),
          about: [{ kind: 'excerpt', excerpt: id }],
        })
    }
  }
  const marked = excerpts.filter(({ place }) => place.kind !== 'whole')
  const cases = list(3, () => maybe(name)).map((one) => ({
    ...given({ name: one, description: described() }),
    values: values(),
    sources: one === undefined ? [] : some(sources).map(({ id }) => id),
    excerpts: some(marked).map(({ id }) => id),
    codes: some(codes).map(({ path }) => path),
  }))
  const sets = [...new Set(list(2, name))].map((one) => ({
    ...{ name: one, ...given({ description: described() }) },
    sources: some(sources).map(({ id }) => id),
    codes: some(codes).map(({ path }) => path),
  }))
  const memos = list(3, text).map((one): Memo => {
    const about = [
      ...some([{ kind: 'project' as const }]),
      ...some(codes).map(({ path }) => ({ kind: 'code' as const, code: path })),
      ...some(sources).map(({ id }) => ({ kind: 'source' as const, source: id })),
      ...some(marked).map(({ id }) => ({ kind: 'excerpt' as const, excerpt: id })),
      ...some(codings).map(({ excerpt, code, coder }) => ({
        ...{ kind: 'coding' as const, excerpt, code },
        ...given({ coder }),
      })),
      ...some(cases.map((_, index) => ({ kind: 'case' as const, case: index }))),
    ]
    return {
      ...{ kind: noteKind(about), ...given({ title: maybe(name) }), text: one },
      ...given({ author: maybe(() => pick(coders)), created: date() }),
      about,
    }
  })
  return {
    ...given({ name: maybe(name), description: described() }),
    ...{ origin: 'Pejling', coders, codes, classifications, sources, excerpts, codings, cases },
    ...{ sets, memos: [...memos, ...comments] },
  }
}

function placeIn(source: InterviewSource, number: number): ExcerptPlace | undefined {
  const { kind, length = 0, syncPoints } = source
  if (kind === 'transcript') {
    if (!syncPoints) return undefined
    const [a, b] = [syncPoints[number % syncPoints.length].position!, syncPoints.at(-1)!.position!]
    return { kind: 'text', start: Math.min(a, b), end: Math.max(a, b) }
  }
  if (number === 0) return { kind: 'whole' }
  if (kind === 'audio') return { kind: 'time', begin: number * 10, end: number * 20 }
  if (kind === 'pdf') return { kind: 'region', page: number, firstX: 1, firstY: -2, secondX: 3, secondY: 4 }
  const start = (number * 7) % (length + 1)
  return { kind: 'text', start, end: Math.min(length, start + (number % 5)) }
}

/** Only what is there. */
function given<T extends object>(facts: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never
}
