import type { Study, Viewer } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import { dataPackage } from './data-package.ts'
import { isWhole } from './edition-archive.ts'
import { asJson } from './export-edition.ts'
import { newFolder } from './new-folder.ts'
import { readMe } from './read-me.ts'
import { studyFiles, write } from './study-files.ts'
import { zipped, type ZippedFolder } from './zipped.ts'

/**
 * Writes one study of an edition as a folder that others can read, laid out as an edition's folder is. Without the right to
 * its rows and all its counts a viewer gets the counts that are shown instead of rows. It cannot be imported: an edition
 * is the whole house.
 *
 * @returns the checksum over all checksums, and whether rows were left out
 * @throws `archive: expected no folder or an empty one, found …`
 */
export async function exportStudy(
  edition: Edition,
  study: Study,
  folder: string,
  viewer: Viewer,
): Promise<{ seal: string; withheld: boolean }> {
  const { seal } = await newFolder(folder, (making) => oneStudy(edition, study, making, viewer))
  return { seal, withheld: !isWhole(viewer) }
}

/**
 * The same as a zip that is sent while it is made; the same study of the same edition for the same viewer gives the same
 * bytes.
 *
 * @param room a folder for what is being made, emptied when the last byte is sent or nobody reads any more
 */
export function zipStudy(edition: Edition, study: Study, viewer: Viewer, room: string): ZippedFolder {
  const name = `${study.id}-${edition.hash}`
  return zipped(name, room, (making) => oneStudy(edition, study, making, viewer))
}

async function* oneStudy(
  edition: Edition,
  study: Study,
  folder: string,
  viewer: Viewer,
): AsyncGenerator<string, void> {
  const written = yield* studyFiles(edition, study, viewer, folder)
  const name = `${study.id}-${edition.hash}`.toLowerCase()
  yield await write(folder, 'datapackage.json', asJson(dataPackage(name, [written])))
  const withheld = isWhole(viewer) ? [] : [study.id]
  for (const language of ['da', 'en'] as const) {
    const page = readMe({ edition: edition.hash, studies: [written], withheld, whole: false }, language)
    yield await write(folder, `README.${language}.md`, page)
  }
}
