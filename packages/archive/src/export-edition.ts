import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isOpen, type Study, type Viewer } from '@pejling/indicators'
import {
  dumpEdition,
  type Edition,
  getCodebook,
  getSourceFile,
  holdsTexts,
  listSourceFiles,
  listStudies,
  listTableContents,
  writeUnitCsv,
} from '@pejling/warehouse'
import { dataPackage, type PackageStudy } from './data-package.ts'
import { ddiCodebook } from './ddi-codebook.ts'
import { archiveVersion, type EditionArchive, isWhole } from './edition-archive.ts'
import { readMe } from './read-me.ts'
import { seal } from './seal.ts'
import { countsAsCsv, shownCounts } from './shown-counts.ts'

/**
 * Writes an edition as a folder that others can read and that can be made an edition again. The folder is written beside
 * and renamed: a kill leaves none that looks whole. Of a study whose rows the viewer may not see there are the counts the
 * viewer is shown, and neither rows nor files that hold them. What was said in
 * interviews goes along only of an open study that keeps it for all.
 *
 * @returns the checksum over all checksums, and the studies without their rows
 * @throws `archive: expected no folder or an empty one, found …`
 */
export async function exportEdition(
  edition: Edition,
  folder: string,
  viewerOf: (study: Study) => Viewer,
): Promise<{ seal: string; withheld: string[] }> {
  if ((await readdir(folder).catch(() => [])).length)
    throw new Error(`archive: expected no folder or an empty one, found ${folder}`)
  await mkdir(dirname(folder), { recursive: true })
  const making = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    const withheld = await fill(edition, making, viewerOf)
    const sealed = await seal(making)
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
    return { seal: sealed, withheld }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function fill(edition: Edition, folder: string, viewerOf: (study: Study) => Viewer): Promise<string[]> {
  const studies = await listStudies(edition)
  const withheld = studies.filter((study) => !isWhole(viewerOf(study))).map(({ id }) => id)
  const silent = studies.filter((study) => !leavesTexts(study)).map(({ id }) => id)
  const dump = await dumpEdition(edition, folder, await withTexts(edition, silent))
  if (withheld.length) {
    // What everybody's rows stand in together is no folder for one who may see some of them.
    await rm(join(folder, 'edition'), { recursive: true, force: true })
    for (const id of withheld) await rm(join(folder, 'data', id), { recursive: true, force: true })
  }
  const written: PackageStudy[] = []
  for (const study of studies) {
    const viewer = viewerOf(study)
    written.push(await writeStudy(edition, folder, study, viewer, dump))
    const seen = { ...viewer, rows: isWhole(viewer) }
    for (const { path } of await listSourceFiles(edition, study.id)) {
      const file = await getSourceFile(edition, study.id, path, seen).catch(withoutRows)
      if (file?.content) await write(join(folder, 'studies', study.id, path), file.content)
    }
  }
  for (const one of written)
    await write(join(folder, 'ddi', `${one.study.id}.xml`), ddiCodebook(one, edition.hash))
  await write(join(folder, 'datapackage.json'), asJson(dataPackage(`pejling-${edition.hash}`, written)))
  await write(join(folder, 'README.da.md'), readMe(edition.hash, written, withheld, 'da'))
  await write(join(folder, 'README.en.md'), readMe(edition.hash, written, withheld, 'en'))
  const archive: EditionArchive = {
    ...{ format: 'pejling-edition', version: archiveVersion, hash: edition.hash },
    ...{ studies: studies.map(({ id }) => id), withheld, ...(!withheld.length && { dump }) },
  }
  await write(join(folder, 'edition.json'), asJson(archive))
  return withheld
}

async function writeStudy(
  edition: Edition,
  folder: string,
  study: Study,
  viewer: Viewer,
  { tables }: { tables: { schema: string; table: string; file: string; rows: number }[] },
): Promise<PackageStudy> {
  const codebook = await getCodebook(edition, study.id)
  if (!isWhole(viewer)) {
    const path = `counts/${study.id}.csv`
    await write(join(folder, path), countsAsCsv(await shownCounts(edition, study.id, viewer)))
    const fields = ['x', 'x_category', 'y', 'y_category'].map((name) => ({ name, type: 'string' }))
    const counts = { name: `${study.id}-counts`, title: `Counts of ${study.id}`, path }
    return {
      study,
      codebook,
      units: [],
      others: [{ ...counts, fields: [...fields, { name: 'n', type: 'integer' }] }],
    }
  }
  const units = []
  for (const unit of study.units) {
    const table = tables.find((one) => one.schema === `study ${study.id}` && one.table === unit.id)
    if (!table) continue
    const csv = table.file.replace(/\.parquet$/, '.csv')
    await writeUnitCsv(edition, study.id, unit.id, join(folder, csv))
    units.push({ unit, csv, parquet: table.file, rows: table.rows })
  }
  return { study, codebook, units, others: [] }
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

function withoutRows(problem: unknown): undefined {
  if (!(problem instanceof Error && problem.message.startsWith('no rows: '))) throw problem
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
