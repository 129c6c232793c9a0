import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Choices, Problem, ReceivedColumn, UploadFormat } from '@pejling/indicators'
import type { Delimited } from '@pejling/warehouse'
import { openFiles } from './open-files.ts'
import type { SentFile } from './opened.ts'
import { Unreadable, unreadableProblems } from './unreadable.ts'

/** What a file turned out to be: `choices` say how numbers and dates stand in the cells, `columns` what their values mean. */
export type Received = { format: UploadFormat; choices: Choices; columns: ReceivedColumn[] }

/**
 * Lends what was sent as SQL, whatever its format: every column text, coded values as they stand, `line` the row of the
 * sender's file. Without a `result` it cannot be read, and the problems say why.
 *
 * @example withReceived(files, reading.choices, (delimited) => count(connection, delimited.rows()))
 */
export async function withReceived<T>(
  files: SentFile[],
  choices: Choices,
  work: (delimited: Delimited, received: Received) => Promise<T>,
): Promise<{ problems: Problem[]; result?: T }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-received-'))
  let name = files[0]?.name ?? ''
  try {
    const opened = await openFiles(files, choices, folder)
    name = opened.file
    const { delimited, problems = [] } = await opened.stage(folder)
    const all = [...opened.problems, ...problems]
    if (all.some(({ severity }) => severity === 'stops')) return { problems: all }
    return { result: await work(delimited, opened), problems: all }
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    return { problems: unreadableProblems(name, cause) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
