import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type {
  CondensationRow,
  InterviewFormat,
  InterviewProject,
  InterviewReceipt,
  Problem,
} from '@pejling/indicators'
import { isWorkbook, type SentFile, Unreadable, unreadableProblems } from '@pejling/receive'
import { coderNames } from '../match/coders.ts'
import { condensedProject } from '../match/condensed-project.ts'
import { matchProject } from '../match/match-project.ts'
import type { Pseudonyms } from '../pseudonymised.ts'
import { type Archive, withArchive } from './archive.ts'
import { type ArchiveLimits, archiveLimits } from './limits.ts'
import { openCodingTable } from './open-coding-table.ts'
import { emptyProject, type RawProject } from './raw-project.ts'
import { readCodings } from './read-codings.ts'
import { readCondensations } from './read-condensations.ts'
import { readProjectXml } from './read-project-xml.ts'
import { receiptBook, type ReceiptBook } from './receipt-book.ts'
import { readTexts } from './texts.ts'

export type ReadChoices = { coders?: Pseudonyms; limits?: Partial<ArchiveLimits> }

/** What was read; the project is missing if a problem stops. */
export type ReadInterviews = {
  project?: InterviewProject
  /** Of a table of condensations, what the study's other files are looked through for. */
  condensations?: CondensationRow[]
  receipt: InterviewReceipt
  coderNames: string[]
}

/**
 * Reads a file of coded interviews: a REFI-QDA project (`.qdpx`) or codebook (`.qdc`), or a table of codings or of condensations. Never throws because of what stands
 * in it: all or nothing is read, and the receipt tells in what the file was not as the standard says. `path` is the name
 * it is known by in messages; `coderNames` are for the ledger only, which gives them pseudonyms.
 */
export async function readInterviews(
  file: string,
  path: string,
  { coders = {}, limits = {} }: ReadChoices = {},
): Promise<ReadInterviews> {
  const book = receiptBook()
  const within = { ...archiveLimits, ...limits }
  let format: InterviewFormat | undefined
  try {
    format = await formatOf(file, within)
    const {
      raw,
      texts,
      notes,
      problems = [],
      condensations: rows,
    } = await readAs(format, { name: path, path: file }, within, book)
    if (rows) {
      const { project, condensations } = condensedProject(rows, raw, coders)
      const told = receipt('condensations', raw, project, book)
      const stops = problems.some(({ severity }) => severity === 'stops')
      return {
        ...(stops ? {} : { project, condensations }),
        ...{ receipt: { ...told, problems }, coderNames: coderNames(raw) },
      }
    }
    const project = matchProject(raw, texts, notes, coders, book)
    return {
      project,
      receipt: { ...receipt(format, raw, project, book), problems },
      coderNames: coderNames(raw),
    }
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    const problems = unreadableProblems(path, cause)
    return { receipt: { ...empty(format), ...book.written(), problems }, coderNames: [] }
  }
}

/** What a file says before anything in it is matched; nothing if it cannot be read. */
export async function readRaw({ name, path }: SentFile): Promise<RawProject | undefined> {
  try {
    const format = await formatOf(path, archiveLimits)
    return (await readAs(format, { name, path }, archiveLimits, receiptBook())).raw
  } catch (cause) {
    if (cause instanceof Unreadable) return undefined
    throw cause
  }
}

/** A zip archive is a project unless it is a workbook, anything that begins like XML a codebook, other text a table of codings. */
async function formatOf(file: string, limits: ArchiveLimits): Promise<InterviewFormat> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head.subarray(0, 2).toString('latin1') === 'PK')
      return (await withArchive(file, limits, async (archive) => isWorkbook(archive))) ? 'codings' : 'qdpx'
    const text = head.toString('latin1').replaceAll('\0', '')
    if (/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*</.test(text)) return 'qdc'
    return 'codings'
  } finally {
    await handle.close()
  }
}

type Read = { raw: RawProject; problems?: Problem[]; condensations?: CondensationRow[] } & Awaited<
  ReturnType<typeof readTexts>
>

function readAs(
  format: InterviewFormat,
  sent: SentFile,
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<Read> {
  if (format === 'qdpx') return readArchive(sent.path, limits, book)
  return format === 'qdc' ? readCodebook(sent.path, limits, book) : readTable(sent, limits, book)
}

function readArchive(file: string, limits: ArchiveLimits, book: ReceiptBook): Promise<Read> {
  return withArchive(file, limits, async (archive) => {
    const chunks = archive.read(innerFile(archive, book), limits.projectBytes)
    const raw = await readProjectXml(chunks, ['Project'], limits, book)
    return { raw, ...(await readTexts(raw, archive, limits, book)) }
  })
}

async function readCodebook(file: string, limits: ArchiveLimits, book: ReceiptBook): Promise<Read> {
  const stream = createReadStream(file, { end: limits.projectBytes }) as AsyncIterable<Buffer>
  const raw = await readProjectXml(stream, ['CodeBook', 'Project'], limits, book)
  if (raw.root === 'Project')
    book.deviates(
      'no-archive',
      'expected a project in an archive, found it bare; read without the texts beside it',
    )
  return { raw, ...(await readTexts(raw, undefined, limits, book)) }
}

async function readTable(file: SentFile, limits: ArchiveLimits, book: ReceiptBook): Promise<Read> {
  const table = await openCodingTable(file, limits, book)
  if (table.of === 'condensations') {
    const { condensations, problems } = await readCondensations(table, file.name, limits, book)
    const users = [...new Set(condensations.flatMap(({ author }) => author ?? []))]
    const raw = { ...emptyProject(), users: users.map((name) => ({ guid: name, name })) }
    return { raw, problems, condensations, texts: [], notes: [] }
  }
  const { raw, problems } = await readCodings(table, limits, book)
  return { raw, problems, ...(await readTexts(raw, undefined, limits, book)) }
}

/** The one `.qde` at the archive's root, or in the folder that was packed anew; what else lies around is counted. */
function innerFile({ names }: Archive, book: ReceiptBook): string {
  const inner = names.filter((name) => /(^|\/)(?!\.)[^/]+\.qde$/i.test(name) && !name.startsWith('__MACOSX/'))
  const atRoot = inner.filter((name) => !name.includes('/'))
  const found = atRoot.length > 0 ? atRoot : inner
  if (found.length !== 1)
    throw new Unreadable(
      'archive',
      `expected one .qde at the archive's root, found ${found.length || 'none'}`,
    )
  const root = found[0].slice(0, found[0].lastIndexOf('/') + 1)
  if (root)
    book.deviates(
      'packed-anew',
      'expected the inner file at the archive’s root, found it in a folder; read all the same',
    )
  if (found[0].slice(root.length) !== 'project.qde')
    book.deviates('inner-file-name', 'expected the inner file to be called project.qde, found another name')
  for (const name of names.filter((one) => one !== found[0])) {
    const folder = /^([^/]+)\/(?:[^/]*\/)*([^/]+)$/.exec(
      name.startsWith(root) ? name.slice(root.length) : name,
    )
    if (!folder || folder[1].toLowerCase() !== 'sources' || folder[2].startsWith('.'))
      book.deviates(
        'archive-entry-unused',
        'expected project.qde and sources/ only, found other entries; left out',
      )
    else {
      if (folder[1] !== 'sources')
        book.deviates('folder-name', 'expected the folder to be called sources, found another case')
      const [, extension] = /\.([a-z0-9]{1,5})$/i.exec(name) ?? []
      if (extension?.toLowerCase() !== 'txt') book.drops(`sources/*.${extension?.toLowerCase() ?? 'other'}`)
    }
  }
  return found[0]
}

function receipt(
  format: InterviewFormat,
  { origin }: RawProject,
  project: InterviewProject,
  book: ReceiptBook,
): InterviewReceipt {
  const { codes, coders, sources, excerpts, codings, cases, sets, memos } = project
  return {
    ...{ format, ...(origin ? { origin } : {}), ...book.written(), problems: [] },
    counts: {
      ...{ codes: codes.length, coders: coders.length, sources: sources.length },
      ...{ excerpts: excerpts.length, codings: codings.length, cases: cases.length },
      ...{ sets: sets.length, memos: memos.length },
    },
  }
}

function empty(format: InterviewFormat | undefined): InterviewReceipt {
  const counts = { codes: 0, coders: 0, sources: 0, excerpts: 0, codings: 0, cases: 0, sets: 0, memos: 0 }
  return {
    ...(format ? { format } : {}),
    ...{ deviations: [], dropped: [], guesses: [], sources: [], counts, problems: [] },
  }
}
