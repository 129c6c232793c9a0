import type { Problem, Unit, UploadReading } from '@pejling/indicators'
import { type Received, Unreadable, unreadableProblems, withDelimited, withReceived } from '@pejling/receive'
import type { Delimited } from '@pejling/warehouse'

/** A file as it came, and how people said it is read; without a reading it is delimited text as study.yaml says. */
export type UnitSource = {
  unit: Unit
  file: string
  /** The name it is known by in messages. */
  path: string
  reading?: UploadReading
  /** All files of an upload by their names as sent; `file` alone if left out. */
  files?: { name: string; path: string }[]
}

/** Lends a file's rows, whatever its format. A file that cannot be read is a problem. */
export async function withFile<Result>(
  { unit, file, path, reading, files }: UnitSource,
  work: (delimited: Delimited, received?: Received) => Promise<Result>,
): Promise<{ problems: Problem[]; result?: Result }> {
  if (reading) return withReceived(files ?? [{ name: path, path: file }], reading.choices ?? {}, work)
  try {
    const sent = { name: path, path: file }
    const result = await withDelimited(sent, unit.format ?? {}, (delimited) => work(delimited))
    return { problems: [], result }
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    return { problems: unreadableProblems(path, cause) }
  }
}
