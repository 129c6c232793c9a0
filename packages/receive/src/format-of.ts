import { open } from 'node:fs/promises'
import { Unreadable } from './unreadable.ts'

/** What the first bytes of a file say it is. */
export type FileKind = 'text' | 'lss' | 'zip' | 'sav' | 'zsav' | 'dta' | 'parquet'

/**
 * Tells a file by its first bytes, whatever it is called.
 *
 * @throws Unreadable for kinds that are known and not read, with what to do instead
 */
export async function fileKind(path: string): Promise<FileKind> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(512), position: 0 })
    return kindOf(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

function kindOf(bytes: Buffer): FileKind {
  const start = bytes.toString('latin1')
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip'
  if (start.startsWith('$FL2')) return 'sav'
  if (start.startsWith('$FL3')) return 'zsav'
  if (start.startsWith('<stata_dta>')) return 'dta'
  if (start.startsWith('PAR1')) return 'parquet'
  // Stata 5 to 12: a release, a byte order of 1 or 2, and two bytes that are always the same.
  if (
    bytes.length > 3 &&
    bytes[0] >= 102 &&
    bytes[0] <= 115 &&
    (bytes[1] === 1 || bytes[1] === 2) &&
    bytes[2] === 1
  )
    return 'dta'
  if (start.includes('<LimeSurveyDocType>Survey</LimeSurveyDocType>')) return 'lss'
  for (const [signature, found] of refused)
    if (start.startsWith(signature)) throw new Unreadable('format', found)
  return 'text'
}

const read = 'expected delimited text, .xlsx, .sav, .zsav, .dta, .parquet or .zip'
const refused: [string, string][] = [
  ['\xd0\xcf\x11\xe0', `${read}, found an old .xls or a file with a password; save it as .xlsx without one`],
  ['%PDF', `${read}, found a .pdf`],
  ['\x1f\x8b', `${read}, found a .gz; unpack it first`],
  ['7z\xbc\xaf', `${read}, found a .7z; unpack it first`],
  ['Rar!', `${read}, found a .rar; unpack it first`],
  ['PARE', `${read}, found Parquet with a key; save it without one`],
  ['RDX', `${read}, found data of R; save it as .csv`],
  ['\x89PNG', `${read}, found a picture`],
  ['\xff\xd8\xff', `${read}, found a picture`],
  ['<?xml', `${read}, found XML`],
  ['<html', `${read}, found a web page`],
  ['<!DOCTYPE html', `${read}, found a web page`],
  ['SQLite format 3', `${read}, found a database`],
]
