import { constants } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { type Connection, type Limits, withDatabase } from './database.ts'

/**
 * Builds a DuckDB file beside whatever is there: into `<file>.building`, checked by a connection of its own, fsynced, then
 * renamed to `file`. A kill at any moment leaves either no file of that name or a whole one. `from` is a file to begin
 * with a copy of.
 */
export async function buildBeside(
  file: string,
  fill: (connection: Connection) => Promise<void>,
  check: (connection: Connection) => Promise<void>,
  limits: Limits = {},
  from?: string,
): Promise<void> {
  const building = `${file}.building`
  await rm(building, { force: true })
  await rm(`${building}.wal`, { force: true })
  try {
    if (from) await copyFile(from, building, constants.COPYFILE_FICLONE)
    await withDatabase(fill, { ...limits, file: building })
    await withDatabase(check, { ...limits, file: building })
    await sync(building)
    await rename(building, file)
  } finally {
    await rm(building, { force: true })
    await rm(`${building}.wal`, { force: true })
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
