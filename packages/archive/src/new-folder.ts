import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { seal } from './seal.ts'

/**
 * Makes a folder beside, seals it and puts it in place: a kill leaves none that looks whole.
 *
 * @param fill writes into the folder it is given, and tells each file
 * @returns the checksum over all checksums, and what `fill` has to tell
 * @throws `archive: expected no folder or an empty one, found …`
 */
export async function newFolder<Told>(
  folder: string,
  fill: (making: string) => AsyncGenerator<string, Told>,
): Promise<{ seal: string; told: Told }> {
  if ((await readdir(folder).catch(() => [])).length)
    throw new Error(`archive: expected no folder or an empty one, found ${folder}`)
  await mkdir(dirname(folder), { recursive: true })
  const making = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    const files = fill(making)
    let step = await files.next()
    while (!step.done) step = await files.next()
    const sealed = await seal(making)
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
    return { seal: sealed, told: step.value }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}
