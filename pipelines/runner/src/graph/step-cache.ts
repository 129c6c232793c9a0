import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'
import { type FileHashes, sha256Of } from './file-hash.ts'
import type { Json, WorkResult } from './step.ts'

/** What a step was made of, kept beside its output so that a later plan can say what is different. */
export type MadeOf = { inputs: Record<string, string>; parameters: Record<string, Json>; codeVersion: string }

/** What a step left: its files by name, where they lie and what they hold, how many rows, and the problems it found. */
export type StepOutput = {
  files: Record<string, string>
  sha256: Record<string, string>
  rows: number
  problems: Problem[]
}
type Manifest = WorkResult & { made: MadeOf; files: Record<string, { size: number; sha256: string }> }

/** The folder beside a step's output for what does not fit in memory. */
export const spill = 'spill'

/** `whole` with the output, `none` if there never was one or it is gone, `broken` if it is not what was written. */
export type Found = { state: 'whole'; output: StepOutput } | { state: 'none' | 'broken' }

/**
 * The output a step of this key left earlier.
 *
 * @throws what the system says if it can neither be read nor be said to be missing
 */
export async function findOutput(cache: string, key: string, hashes: FileHashes): Promise<Found> {
  const folder = join(cache, key)
  const manifest = await readManifest(folder)
  if (!manifest) return { state: (await isThere(folder)) ? 'broken' : 'none' }
  for (const [name, { size, sha256 }] of Object.entries(manifest.files)) {
    const file = join(folder, name)
    if ((await isThere(file))?.size !== size) return { state: 'broken' }
    if ((await hashes.hash(file)).sha256 !== sha256) return { state: 'broken' }
  }
  return { state: 'whole', output: outputOf(folder, manifest) }
}

/**
 * Lets a step write into a folder of its own and puts it in place when it is done: a kill or a power cut leaves either
 * all of its files or none. An output that stands already stays, and is compared.
 *
 * @returns the output, and the files that came out differently although all that went in was the same
 */
export async function makeOutput(
  cache: string,
  key: string,
  made: MadeOf,
  work: (folder: string) => Promise<WorkResult>,
): Promise<{ output: StepOutput; different: string[] }> {
  const making = join(cache, `${key}.${process.pid}.making`)
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  try {
    const { rows, problems } = await work(making)
    await rm(join(making, spill), { recursive: true, force: true })
    if (problems.some(({ severity }) => severity === 'stops'))
      return { output: { files: {}, sha256: {}, rows, problems }, different: [] }
    const files: Manifest['files'] = {}
    for (const name of (await readdir(making)).sort()) {
      const file = join(making, name)
      files[name] = { size: await sync(file), sha256: await sha256Of(file) }
    }
    const manifest: Manifest = { made, rows, problems, files }
    const place = join(cache, key)
    const there = await readManifest(place)
    if (there && (await hasItsFiles(place, there)))
      return { output: outputOf(place, there), different: differences(there.files, files) }
    await write(join(making, 'manifest.json'), JSON.stringify(manifest))
    await sync(making)
    await rm(place, { recursive: true, force: true })
    await rename(making, place)
    await sync(cache)
    return { output: outputOf(place, manifest), different: [] }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

/**
 * Gives the output of one key another one: the same files, made of something else that came to the same. They are linked,
 * or copied where that cannot be done, and put in place as `makeOutput` does.
 */
export async function adoptOutput(
  cache: string,
  { from, to }: { from: string; to: string },
  made: MadeOf,
): Promise<StepOutput> {
  const manifest = (await readManifest(join(cache, from)))!
  const { rows, problems, files } = manifest
  const { output } = await makeOutput(cache, to, made, async (folder) => {
    for (const name of Object.keys(files)) {
      const [there, here] = [join(cache, from, name), join(folder, name)]
      await link(there, here).catch(() => copyFile(there, here))
    }
    return { rows, problems }
  })
  return output
}

/** What a step of this key was made of, if that is still known. */
export async function findMadeOf(cache: string, key: string): Promise<MadeOf | undefined> {
  return (await findMade(cache, key))?.made
}

/** The same with the hash of every file it left. */
export async function findMade(
  cache: string,
  key: string,
): Promise<Pick<Manifest, 'made' | 'files'> | undefined> {
  return readManifest(join(cache, key))
}

/** A manifest is written last and whole; one that cannot be understood is none of ours. */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(absent)
  if (text === undefined) return undefined
  try {
    const manifest = JSON.parse(text) as Manifest
    return manifest.made && manifest.files ? manifest : undefined
  } catch {
    return undefined
  }
}

async function hasItsFiles(folder: string, { files }: Manifest): Promise<boolean> {
  for (const [name, { size, sha256 }] of Object.entries(files)) {
    const file = join(folder, name)
    if ((await isThere(file))?.size !== size || (await sha256Of(file)) !== sha256) return false
  }
  return true
}

function differences(before: Manifest['files'], now: Manifest['files']): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].filter((name) => before[name]?.sha256 !== now[name]?.sha256).sort()
}

function outputOf(folder: string, { files, rows, problems }: Manifest): StepOutput {
  const names = Object.keys(files)
  return {
    files: Object.fromEntries(names.map((name) => [name, join(folder, name)])),
    sha256: Object.fromEntries(names.map((name) => [name, files[name].sha256])),
    ...{ rows, problems },
  }
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What was written or renamed reaches the disk: of a folder, the names in it. */
export async function sync(place: string): Promise<number> {
  const handle = await open(place, 'r')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

async function isThere(place: string): Promise<{ size: number } | undefined> {
  return stat(place).catch(absent)
}

function absent(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'ENOENT') throw problem
}
