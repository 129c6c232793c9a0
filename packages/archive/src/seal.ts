import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The list of checksums, as `sha256sum` writes and checks it. */
export const sealFile = 'SHA256SUMS'

/**
 * Writes the checksum of every file of a folder into `SHA256SUMS`, all of it on disk before that file is. A folder without
 * it is not whole.
 *
 * @returns the checksum of the list: kept elsewhere, it pins down the whole folder
 */
export async function seal(folder: string): Promise<string> {
  const lines: string[] = []
  for (const path of await filesIn(folder)) {
    // Originals may only be read.
    const handle = await open(join(folder, path), 'r')
    await handle.sync().finally(() => handle.close())
    lines.push(`${await sha256Of(join(folder, path))}  ${path}\n`)
  }
  const file = join(folder, sealFile)
  await writeFile(file, lines.join(''), { flush: true })
  return sha256Of(file)
}

/**
 * Holds every file of a folder to its checksum. Neither a file too many nor one too few is let pass.
 *
 * @param known the checksum of the list, kept from before
 * @returns the checksum of the list
 * @throws `archive: no SHA256SUMS in …; not whole`, `archive: data/x.csv: expected sha256 a1…, found b2…`,
 *   `archive: data/x.csv: expected a file, found none`, `archive: data/x.csv: expected nothing, found a file`,
 *   `archive: SHA256SUMS: expected sha256 a1…, found b2…`
 */
export async function checkSeal(folder: string, known?: string): Promise<string> {
  const text = await readFile(join(folder, sealFile), 'utf8').catch((cause) => {
    throw new Error(`archive: no ${sealFile} in ${folder}; not whole`, { cause })
  })
  const found = await sha256Of(join(folder, sealFile))
  if (known && known !== found)
    throw new Error(`archive: ${sealFile}: expected sha256 ${known}, found ${found}`)
  const listed = new Map(
    text.split('\n').flatMap((line) => {
      const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? []
      return path === undefined ? [] : [[path, hash] as const]
    }),
  )
  const there = new Set(await filesIn(folder))
  for (const path of there)
    if (!listed.has(path)) throw new Error(`archive: ${path}: expected nothing, found a file`)
  for (const [path, hash] of listed) {
    // Only what was found by walking the folder is read: a path in the list leads nowhere else.
    if (!there.has(path)) throw new Error(`archive: ${path}: expected a file, found none`)
    const is = await sha256Of(join(folder, path))
    if (is !== hash) throw new Error(`archive: ${path}: expected sha256 ${hash}, found ${is}`)
  }
  return found
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
      if (!entry.isFile()) throw new Error(`archive: ${path}: expected a file, found a link or a device`)
      return path
    })
    .filter((path) => path !== sealFile)
    .sort()
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
