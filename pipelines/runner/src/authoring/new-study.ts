import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { root } from '../home.ts'

const template = join(import.meta.dirname, 'template')
const named = 'my-study'

/**
 * Writes a small complete study, made up and labelled so, that passes as it is: to be changed file by file until it is
 * one's own. Gives the paths of its files.
 *
 * @throws `study new: expected lower case letters, digits and -, found …`, `study new: … is there already`
 */
export async function newStudy(studies: string, id: string): Promise<string[]> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id))
    throw new Error(`study new: expected lower case letters, digits and -, found ${id}`)
  const folder = join(studies, id)
  if (await stat(folder).catch(() => undefined)) throw new Error(`study new: ${folder} is there already`)
  await mkdir(studies, { recursive: true })
  const making = join(studies, `.${id}.making`)
  await rm(making, { recursive: true, force: true })
  await cp(template, making, { recursive: true })
  const entries = await readdir(making, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const schema = relative(folder, join(root, 'data/schema'))
  for (const file of files) {
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll(named, id).replace(/\$schema=\S*\/schema\//, `$schema=${schema}/`))
  }
  await rename(making, folder)
  return files.map((file) => relative(making, file)).sort()
}
