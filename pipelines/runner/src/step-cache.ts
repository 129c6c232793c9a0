import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'

/** What a step left: its files by name, how many rows, and the problems it found. */
export type StepOutput = { files: Record<string, string>; rows: number; problems: Problem[] }
type Manifest = { sizes: Record<string, number>; rows: number; problems: Problem[] }

/** The output a step of this key left earlier, if it is whole. */
export async function findOutput(cache: string, key: string): Promise<StepOutput | undefined> {
  const folder = join(cache, key)
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { sizes, rows, problems } = JSON.parse(text) as Manifest
  for (const [name, size] of Object.entries(sizes)) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found?.size !== size) return undefined
  }
  return { files: filesIn(folder, Object.keys(sizes)), rows, problems }
}

/**
 * Lets a step write into a folder of its own and puts it in place when it is done: a kill leaves either all of its
 * files or none.
 */
export async function makeOutput(
  cache: string,
  key: string,
  work: (folder: string) => Promise<{ rows: number; problems: Problem[] }>,
): Promise<StepOutput> {
  const making = join(cache, `${key}.${process.pid}.making`)
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  try {
    const { rows, problems } = await work(making)
    const names = await readdir(making)
    const sizes: Manifest['sizes'] = {}
    for (const name of names) sizes[name] = await sync(join(making, name))
    if (problems.some(({ severity }) => severity === 'stops')) return { files: {}, rows, problems }
    await writeFile(
      join(making, 'manifest.json'),
      JSON.stringify({ sizes, rows, problems } satisfies Manifest),
    )
    await sync(join(making, 'manifest.json'))
    await rm(join(cache, key), { recursive: true, force: true })
    await rename(making, join(cache, key))
    return { files: filesIn(join(cache, key), names), rows, problems }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function sync(file: string): Promise<number> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

function filesIn(folder: string, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, join(folder, name)]))
}
