import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Arrivals, Arrived } from './arrivals.ts'

/** A form with files: what its fields say, and the files, which have gone to disk as they came. */
export type SentForm = {
  /** What a field says, empty if it is not there; the first of several. */
  text(name: string): string
  all(name: string): string[]
  /** The fields it has. */
  names: string[]
  files: Arrived[]
  /** A file was larger than is allowed, or there were more than the form can hold; nothing was kept. */
  problem?: 'too-large' | 'too-many'
}

const most = { files: 20, fields: 200, fieldSize: 20_000, fieldNameSize: 200, parts: 220, headerPairs: 20 }

/**
 * Reads a form that was sent with files. Nothing of a file is held in memory, and a form that breaks off leaves nothing.
 *
 * @param fileSize bytes a file may have
 * @throws `form: …` if it is none, or breaks off
 */
export async function sentForm(request: Request, arrivals: Arrivals, fileSize: number): Promise<SentForm> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !/^multipart\/form-data\b/i.test(type))
    throw new Error('form: expected multipart/form-data')
  const fields = new Map<string, string[]>()
  const taking: Promise<Arrived>[] = []
  const coming: Readable[] = []
  let problem: SentForm['problem']
  const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
  const reader = new Busboy({
    headers: { 'content-type': type } as BusboyHeaders,
    limits: { ...most, fileSize },
  })
  reader.on('field', (name, value) => fields.set(name, [...(fields.get(name) ?? []), value]))
  reader.on('file', (_, stream, name) => {
    // A field for files in which none was chosen.
    if (!name) return void stream.resume()
    stream.on('limit', () => (problem = 'too-large'))
    coming.push(stream)
    const file = arrivals.take(stream, name)
    file.catch((failure: Error) => source.destroy(failure))
    taking.push(file)
  })
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
    reader.on(limit, () => (problem = 'too-many'))
  const broken = await pipeline(source, reader).then(
    () => undefined,
    (failure: Error) => failure,
  )
  if (broken) for (const stream of coming) stream.destroy(broken)
  const taken = await Promise.allSettled(taking)
  const files = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (broken || problem) await Promise.all(files.map((file) => file.forget()))
  if (broken) throw new Error('form: broke off before it was whole', { cause: broken })
  return {
    text: (name) => fields.get(name)?.[0] ?? '',
    all: (name) => fields.get(name) ?? [],
    names: [...fields.keys()],
    files: problem ? [] : files,
    ...(problem && { problem }),
  }
}
