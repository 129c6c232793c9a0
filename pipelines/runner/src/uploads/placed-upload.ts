import { type Receipt, roundFile, type UploadReading } from '@pejling/indicators'
import type { Upload } from '@pejling/ledger'
import type { PlacedUpload } from '../study-folder.ts'

/**
 * Where an upload's files stand in its study: the first in the place of the round's file whatever its format, those sent
 * with it beside it.
 */
export function placeOf(upload: Upload): PlacedUpload {
  if (upload.kind === 'interviews') return placeOfInterviews(upload)
  const { id, unit, files } = upload
  const round = upload.round ?? ''
  const first = roundFile(round, unit)
  const paths = files.map((_, position) =>
    position === 0 ? first : `rounds/${round}/${unit}/${position + 1}`,
  )
  return { id, unit, round, paths, names: files.map(({ name }) => name), reading: readingOf(upload) }
}

/** A file of coded interviews stands by the name it was sent for, whatever it is written in. */
function placeOfInterviews({ id, unit, files: [{ name }] }: Upload): PlacedUpload {
  const [, ending] = /\.(qdpx|qdc|csv|xlsx)$/i.exec(name) ?? []
  const path = `interviews/${unit}.${ending?.toLowerCase() ?? 'qdpx'}`
  return { id, unit, round: '', paths: [path], names: [name], reading: {} as UploadReading }
}

/**
 * How it is read, said whole: as it was when the file was read, and what people said since. Who accepted a deviation
 * decides nothing.
 */
function readingOf({ receipt, reading }: Upload): UploadReading {
  const { choices = {} } = (receipt ?? {}) as Partial<Receipt>
  const accepted = (reading.accepted ?? []).map(({ by: _, ...deviation }) => deviation)
  const chosen = Object.keys(reading.choices ?? {}).sort()
  return { ...reading, choices: { ...choices, ...reading.choices }, chosen, accepted } as UploadReading
}
