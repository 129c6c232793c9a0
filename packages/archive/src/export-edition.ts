import { isOpen, type Study, type Viewer } from '@pejling/indicators'
import { dumpEdition, type Edition, holdsTexts, listStudies, listTableContents } from '@pejling/warehouse'
import { dataPackage, type PackageStudy } from './data-package.ts'
import { archiveVersion, type EditionArchive, isWhole } from './edition-archive.ts'
import { newFolder } from './new-folder.ts'
import { readMe } from './read-me.ts'
import { studyFiles, write } from './study-files.ts'
import { zipped, type ZippedFolder } from './zipped.ts'

/**
 * Writes an edition as a folder that others can read and that can be made an edition again. The folder is written beside
 * and renamed: a kill leaves none that looks whole. Of a study whose rows the viewer may not see there are the counts the
 * viewer is shown, and neither rows nor files that hold them. What was said in interviews goes along only of an open study
 * that keeps it for all and has nothing masked.
 *
 * @param masked studies in whose interviews a passage is masked: their texts stay
 * @returns the checksum over all checksums, and the studies without their rows
 * @throws `archive: expected no folder or an empty one, found …`
 */
export async function exportEdition(
  edition: Edition,
  folder: string,
  viewerOf: (study: Study) => Viewer,
  masked: readonly string[] = [],
): Promise<{ seal: string; withheld: string[] }> {
  const { seal, told } = await newFolder(folder, (making) => editionFiles(edition, making, viewerOf, masked))
  return { seal, withheld: told }
}

/**
 * The same as a zip that is sent while it is made; the same edition for the same viewer gives the same bytes.
 *
 * @param room a folder for what is being made, emptied when the last byte is sent or nobody reads any more
 */
export function zipEdition(
  edition: Edition,
  viewerOf: (study: Study) => Viewer,
  masked: readonly string[],
  room: string,
): ZippedFolder {
  const name = `pejling-${edition.hash}`
  return zipped(name, room, (making) => editionFiles(edition, making, viewerOf, masked))
}

/** @returns the studies without their rows */
async function* editionFiles(
  edition: Edition,
  folder: string,
  viewerOf: (study: Study) => Viewer,
  masked: readonly string[],
): AsyncGenerator<string, string[]> {
  const studies = await listStudies(edition)
  const withheld = studies.filter((study) => !isWhole(viewerOf(study))).map(({ id }) => id)
  // What everybody's rows stand in together is no folder for one who may see some of them.
  const silent = studies
    .filter((study) => masked.includes(study.id) || !leavesTexts(study))
    .map(({ id }) => id)
  const dump = withheld.length
    ? undefined
    : await dumpEdition(edition, folder, await withTexts(edition, silent))
  for (const { schema, file } of dump?.tables ?? []) if (schema === 'main') yield file
  const written: PackageStudy[] = []
  for (const study of studies) written.push(yield* studyFiles(edition, study, viewerOf(study), folder))
  yield await write(folder, 'datapackage.json', asJson(dataPackage(`pejling-${edition.hash}`, written)))
  for (const language of ['da', 'en'] as const) {
    const page = readMe({ edition: edition.hash, studies: written, withheld, whole: true }, language)
    yield await write(folder, `README.${language}.md`, page)
  }
  const archive: EditionArchive = {
    ...{ format: 'pejling-edition', version: archiveVersion, hash: edition.hash },
    ...{ studies: studies.map(({ id }) => id), withheld, ...(dump && { dump }) },
  }
  yield await write(folder, 'edition.json', asJson(archive))
  return withheld
}

/** May what was said in a study's interviews leave with an edition? */
function leavesTexts(study: Study): boolean {
  return isOpen(study) && study.interviews?.texts === 'kept'
}

/** Those of the studies that hold texts of interviews. */
async function withTexts(edition: Edition, studies: string[]): Promise<string[]> {
  const contents = await listTableContents(edition)
  return studies.filter((id) => contents.some(({ study, table }) => study === id && holdsTexts(table)))
}

/** As it stands in a file that people look into. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
