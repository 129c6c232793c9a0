import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Choices, Problem, Receipt, UploadEncoding } from '@pejling/indicators'
import { rows, withDatabase } from '@pejling/warehouse'
import { openFiles } from './open-files.ts'
import type { Opened, SentFile, Staged } from './opened.ts'
import { Unreadable, unreadableProblems } from './unreadable.ts'

/** Of a sample no more is shown. */
const shown = { rows: 3, columns: 40, letters: 80 }

/**
 * Reads what was sent from beginning to end and says what was found: how it was read and why, sample rows, columns, problems.
 * Nothing that stands in a file makes it throw.
 *
 * @example receive([{ name: 'svar.csv', path: '…/uploads/3f2a…' }], { encoding: 'macintosh' })
 */
export async function receive(files: SentFile[], choices: Choices = {}): Promise<Receipt> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-receive-'))
  const name = files[0]?.name ?? ''
  let opened: Opened | undefined
  try {
    opened = await openFiles(files, choices, folder)
    const staged = await opened.stage(folder)
    const n = staged.rows ?? (await countRows(staged))
    const problems = [
      ...opened.problems,
      ...(staged.problems ?? []),
      ...(n === 0 ? [noRows(opened.file)] : []),
    ]
    return receiptOf(opened, n, problems)
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    const problems = unreadableProblems(opened?.file ?? name, cause)
    if (opened) return receiptOf(opened, undefined, [...problems, ...opened.problems])
    return { choices, guesses: guessesLeft(cause.rule, choices), samples: [], tables: [], problems }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Reads every row once, so that what cannot be read is known now. */
async function countRows({ delimited, unreadable }: Staged): Promise<number> {
  return withDatabase(
    async (connection) => {
      try {
        const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${delimited.rows()}`)
        return n
      } catch (cause) {
        throw unreadable ? await unreadable(cause) : cause
      }
    },
    { memory: '1GB' },
  )
}

/** Of a file that cannot be read at all, what a person could still try. */
function guessesLeft(rule: string, { encoding }: Choices): Receipt['guesses'] {
  if (rule !== 'mixed-encodings' && rule !== 'encoding') return []
  const all: UploadEncoding[] = ['utf-8', 'windows-1252', 'macintosh', 'cp850', 'utf-16le', 'utf-16be']
  const value = encoding ?? 'utf-8'
  const why = { da: 'Ingen af dem passer på hele filen.', en: 'None of them fits the whole file.' }
  return [{ what: 'encoding', value, why, alternatives: all.filter((other) => other !== value) }]
}

function noRows(file: string): Problem {
  return { file, rule: 'no-rows', severity: 'stops', message: 'expected rows below the header, found none' }
}

function receiptOf(opened: Opened, n: number | undefined, problems: Problem[]): Receipt {
  const { format, choices, guesses, head, columns, name, sheets, dictionary } = opened
  return {
    ...{ format, choices, guesses, problems, samples: samplesOf(head, columns.length) },
    ...(sheets && { sheets }),
    tables: [{ name, ...(n !== undefined && { rows: n }), columns }],
    ...(dictionary && { dictionary }),
  }
}

function samplesOf(head: string[][], width: number): string[][] {
  const danish = head.filter((cells) => cells.some((cell) => /[æøåÆØÅ]/.test(cell)))
  return [...danish, ...head.filter((cells) => !danish.includes(cells))]
    .slice(0, shown.rows)
    .map((cells) =>
      cells
        .slice(0, Math.min(width, shown.columns))
        .map((cell) => (cell.length > shown.letters ? `${cell.slice(0, shown.letters)}…` : cell)),
    )
}
