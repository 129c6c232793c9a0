import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** Lends a folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-interviews-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes an archive of texts and bytes. */
export async function writeArchive(
  file: string,
  entries: [string, string | Buffer, number?][],
): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content, mode] of entries)
    zip.addBuffer(Buffer.from(content), name, {
      ...{ mtime: new Date('2026-01-01T12:00:00Z'), forceDosTimestamp: true },
      ...(mode === undefined ? {} : { mode }),
    })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

/** A project's XML with something in it. */
export function project(inside: string, attributes = 'name="Prøve" origin="Test"'): string {
  return `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" ${attributes}>${inside}</Project>`
}

/** A GUID that is easy to see: the number in its last digits. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}
