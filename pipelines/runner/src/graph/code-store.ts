import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CodeVersion } from './code-version.ts'

/** Keeps what a code version stands for, so that a later plan can name the sources that changed. */
export async function keepCode(cache: string, code: CodeVersion): Promise<void> {
  const folder = join(cache, 'code')
  await mkdir(folder, { recursive: true })
  if (await findCode(cache, code.version)) return
  const making = join(folder, `${code.version}.${process.pid}.making`)
  await writeFile(making, JSON.stringify(code))
  await rename(making, join(folder, `${code.version}.json`))
}

/** What a code version stood for; nothing if it was never kept. Only reasons are made of it, no decision. */
export async function findCode(cache: string, version: string): Promise<CodeVersion | undefined> {
  try {
    return JSON.parse(await readFile(join(cache, 'code', `${version}.json`), 'utf8')) as CodeVersion
  } catch {
    return undefined
  }
}
