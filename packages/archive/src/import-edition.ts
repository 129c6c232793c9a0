import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { holdsTexts, listTableContents, openEdition, rebuildEdition } from '@pejling/warehouse'
import { archiveVersion, type EditionArchive } from './edition-archive.ts'
import { checkSeal } from './seal.ts'

/**
 * Makes the edition of an exported folder again, with the same hash and the same contents. Nothing of the folder is
 * believed before its checksum, and nothing is put in place before every table holds what it has to.
 *
 * @param editionFile where the edition goes, by its hash
 * @param known the checksum over all checksums, kept from the export
 * @throws as `checkSeal` and `rebuildEdition`; `archive: expected an edition, found …`,
 *   `archive: edition a1… is here already and holds something else`, `archive: version 2 is newer than this program (1)`, `archive: rows of a, b were left out; only a whole export can be imported`
 */
export async function importEdition(
  folder: string,
  editionFile: (hash: string) => string,
  known?: string,
): Promise<{ hash: string; codeVersion: string; seal: string }> {
  const sealed = await checkSeal(folder, known)
  const archive = await readArchive(folder)
  if (!archive.dump)
    throw new Error(
      `archive: rows of ${archive.withheld.join(', ')} were left out; only a whole export can be imported`,
    )
  const { hash, dump } = archive
  const file = editionFile(hash)
  if (!(await isThere(file, archive))) await rebuildEdition(file, hash, dump, folder)
  return { hash, codeVersion: await codeVersionOf(file), seal: sealed }
}

/** An edition that is here already is left alone; one of that name that holds something else is not replaced. */
async function isThere(file: string, { hash, dump }: EditionArchive): Promise<boolean> {
  const known = await openEdition(file).catch(() => undefined)
  if (!known) return false
  const contents = await listTableContents(known).finally(() => known.close())
  // Texts that were left out may well be here.
  const isHeld = ({ study, table }: (typeof contents)[number]) =>
    !(holdsTexts(table) && dump!.withoutTexts?.includes(study))
  const hashes = (all: typeof contents) =>
    all
      .filter(isHeld)
      .map((one) => `${one.study} ${one.table} ${one.hash}`)
      .sort()
  if (String(hashes(contents)) !== String(hashes(dump!.contents)))
    throw new Error(`archive: edition ${hash} is here already and holds something else`)
  return true
}

async function codeVersionOf(file: string): Promise<string> {
  const edition = await openEdition(file)
  try {
    const [{ version }] = await edition.query<{ version: string }>(
      'SELECT code_version AS version FROM edition',
    )
    return version
  } finally {
    await edition.close()
  }
}

async function readArchive(folder: string): Promise<EditionArchive> {
  const text = await readFile(join(folder, 'edition.json'), 'utf8').catch(() => 'null')
  const { format, version, ...archive } = (JSON.parse(text) ?? {}) as EditionArchive
  if (format !== 'pejling-edition')
    throw new Error(`archive: expected an edition, found ${format ?? 'nothing of that kind'}`)
  if (version > archiveVersion)
    throw new Error(`archive: version ${version} is newer than this program (${archiveVersion})`)
  // The hash becomes the name of a file, and the paths lead into the folder only.
  const paths = archive.dump?.tables.map(({ file }) => file) ?? []
  const odd = [archive.hash, ...paths].find(
    (name) => !/^[\w-]+(\/[\w.-]+)*$/.test(name) || name.includes('..'),
  )
  if (odd !== undefined) throw new Error(`archive: edition.json: expected a plain name, found ${odd}`)
  return { format, version, ...archive }
}
