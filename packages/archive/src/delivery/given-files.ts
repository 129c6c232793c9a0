import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { create } from 'xmlbuilder2'

/** What only the archive's caseworker and the researcher have: two index files, and documents under their numbers. */
export type GivenFiles = { archiveIndex?: string; contextIndex?: string; documents?: string }

/** An index file as it was given, held to be what it is called. */
export type GivenIndex = { content: string; documentIds: string[] }

const namespace = 'http://www.sa.dk/xmlns/diark/1.0'

/**
 * Reads an index file and holds it to its kind; it goes along as it was given.
 *
 * @throws `delivery: archiveIndex.xml: expected <archiveIndex> of http://www.sa.dk/xmlns/diark/1.0, found …`
 */
export async function givenIndex(
  file: string,
  kind: 'archiveIndex' | 'contextDocumentationIndex',
): Promise<GivenIndex> {
  const content = await readFile(file, 'utf8')
  const refuse = (found: string, cause?: unknown) =>
    new Error(`delivery: ${kind}.xml: expected <${kind}> of ${namespace}, found ${found}`, { cause })
  // Neither has a document type; one could name files of this machine.
  if (/<!DOCTYPE/i.test(content)) throw refuse('a document type')
  let root
  try {
    root = create(content).root()
  } catch (cause) {
    throw refuse('no XML', cause)
  }
  const { localName, namespaceURI } = root.node as unknown as { localName: string; namespaceURI: string }
  if (localName !== kind || namespaceURI !== namespace) throw refuse(`<${localName}> of ${namespaceURI}`)
  const ids = [...content.matchAll(/<documentID>\s*(\d+)\s*<\/documentID>/g)].map(([, id]) => id)
  return { content, documentIds: ids }
}

/** Formats of documents an archive takes: pictures of pages, sound, film. */
const taken = ['.tif', '.mp3', '.wav', '.mpg', '.jpg', '.jp2']

/**
 * The documents of a folder that has one for each number: `1/1.tif`.
 *
 * @returns paths in that folder, by number
 * @throws `delivery: 3/report.pdf: expected one of .tif, .mp3, …, found .pdf`, `delivery: x: expected a folder named by a number`
 */
export async function givenDocuments(folder: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const id of (await readdir(folder)).sort()) {
    if (!/^[1-9]\d*$/.test(id)) throw new Error(`delivery: ${id}: expected a folder named by a number`)
    const files = (await readdir(join(folder, id))).sort()
    for (const file of files)
      if (!taken.includes(extname(file)))
        throw new Error(
          `delivery: ${id}/${file}: expected one of ${taken.join(', ')}, found ${extname(file) || 'no ending'}`,
        )
    found.set(
      id,
      files.map((file) => `${id}/${file}`),
    )
  }
  return found
}
