import { readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The rooms a room depends on, and every npm package it does, with those these depend on, by name and version. */
export type Installed = { rooms: string[]; packages: Record<string, string> }
type Known = Record<string, Installed & { stamp: string }>

/**
 * What a room depends on as it is installed: looked up in `node_modules`, some hundred packages, unless the stamp is the one
 * it was last looked up at.
 *
 * @param stamp what says that nothing was installed since; nothing where nothing says so
 */
export async function installedPackages(
  room: string,
  cache: string,
  stamp: string | undefined,
): Promise<Installed> {
  if (stamp === undefined) return lookUp(room)
  const file = join(cache, 'packages.json')
  const kept = (await readKnown(file))[room]
  if (kept?.stamp === stamp) return { rooms: kept.rooms, packages: kept.packages }
  const found = await lookUp(room)
  const known: Known = { ...(await readKnown(file)), [room]: { stamp, ...found } }
  const making = `${file}.${process.pid}.${(count += 1)}.making`
  await writeFile(making, JSON.stringify(known))
  // Another process may have swept it away: then it is looked up again.
  await rename(making, file).catch(absent)
  return found
}
/** Several rooms are looked up at once. */
let count = 0

/** What was kept; a file that is not whole is one that was never written. */
async function readKnown(file: string): Promise<Known> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Known
  } catch {
    return {}
  }
}

async function lookUp(room: string): Promise<Installed> {
  const rooms: string[] = []
  const packages: Record<string, string> = {}
  for (const name of await dependenciesOf(room)) {
    const place = await realpath(join(room, 'node_modules', name))
    if (name.startsWith('@pejling/')) rooms.push(place)
    else await addPackage(name, place, packages)
  }
  return { rooms, packages }
}

async function addPackage(name: string, place: string, packages: Record<string, string>): Promise<void> {
  const { version } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as { version: string }
  const known = `${name} ${version}`
  if (packages[name] === version || packages[known]) return
  // Two versions of one package may be used by different ones.
  packages[packages[name] === undefined ? name : known] = version
  for (const inner of await dependenciesOf(place)) {
    const found = await findPackage(inner, place)
    if (found) await addPackage(inner, found, packages)
  }
}

/** Where Node would find it; a package for another platform is not installed. */
async function findPackage(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(absent)
    if (found) return found
  }
  return undefined
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as { dependencies?: object; optionalDependencies?: object }
  return Object.keys({ ...dependencies, ...optionalDependencies }).sort()
}

function absent(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'ENOENT' && problem.code !== 'ENOTDIR') throw problem
}
