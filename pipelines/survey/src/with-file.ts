import type { Problem, Unit, UploadReading } from '@pejling/indicators'
import { type Received, withReceived } from '@pejling/receive'
import { type Delimited, withDelimited } from '@pejling/warehouse'
import { unreadable } from './read.ts'

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
  let opened = false
  try {
    const result = await withDelimited(file, unit.format ?? {}, (delimited) => {
      opened = true
      return work(delimited)
    })
    return { problems: [], result }
  } catch (cause) {
    if (opened || !(cause instanceof Error)) throw cause
    return { problems: [unreadable(path, cause.message)] }
  }
}
