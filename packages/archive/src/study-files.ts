import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Study, Viewer } from '@pejling/indicators'
import {
  type Edition,
  getCodebook,
  getSourceFile,
  listPublishedCells,
  listSourceFiles,
  listTableContents,
  writeUnitTable,
} from '@pejling/warehouse'
import { codebookFiles, type DescribingFile } from './codebook-files.ts'
import type { PackageStudy } from './data-package.ts'
import { ddiCodebook } from './ddi-codebook.ts'
import { isWhole } from './edition-archive.ts'
import { printedCells } from './printed-cells.ts'
import { countsFile, shownCounts } from './shown-counts.ts'

/**
 * Writes all there is to take along of one study into a folder, as a viewer may see it: rows of its units as CSV and
 * Parquet, or the counts that are shown instead; what was printed; the codebook as tables and as DDI; the files as
 * received. Tells each file when it lies there whole, so that it can be sent on while the next is written.
 *
 * @returns what of it a Data Package describes
 */
export async function* studyFiles(
  edition: Edition,
  study: Study,
  viewer: Viewer,
  folder: string,
): AsyncGenerator<string, PackageStudy> {
  const codebook = await getCodebook(edition, study.id)
  const written: PackageStudy = { study, codebook, units: [], others: [] }
  const describing: DescribingFile[] = codebookFiles(codebook, `codebooks/${study.id}`)
  const cells = await listPublishedCells(edition, study.id)
  if (cells.length) describing.push(printedCells(study.id, cells, `published/${study.id}.csv`))
  if (isWhole(viewer)) {
    const tables = await listTableContents(edition)
    for (const unit of study.units) {
      if (!tables.some((one) => one.study === study.id && one.table === `unit ${unit.id}`)) continue
      const [csv, parquet] = ['csv', 'parquet'].map((ending) => `data/${study.id}/${unit.id}.${ending}`)
      await mkdir(join(folder, 'data', study.id), { recursive: true })
      const rows = await writeUnitTable(edition, study.id, unit, join(folder, csv), 'csv')
      yield csv
      // An edition's folder has it already, among the tables it can be made of again.
      if (!(await isThere(join(folder, parquet))))
        await writeUnitTable(edition, study.id, unit, join(folder, parquet), 'parquet')
      yield parquet
      written.units.push({ unit, csv, parquet, rows })
    }
  } else {
    const counts = await shownCounts(edition, study.id, viewer)
    describing.push(countsFile(study.id, counts, `counts/${study.id}.csv`))
  }
  for (const { content, ...file } of describing) {
    yield await write(folder, file.path, content)
    written.others.push(file)
  }
  yield await write(folder, `ddi/${study.id}.xml`, ddiCodebook(written, edition.hash))
  const seen = { ...viewer, rows: isWhole(viewer) }
  for (const { path } of await listSourceFiles(edition, study.id)) {
    const file = await getSourceFile(edition, study.id, path, seen).catch(withoutRows)
    // Of a very large file, and of one that holds people's words, an edition has the checksum only.
    if (file?.content) yield await write(folder, `studies/${study.id}/${path}`, file.content)
  }
  return written
}

/** @returns the path, for one who tells it */
export async function write(folder: string, path: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
  return path
}

function withoutRows(problem: unknown): undefined {
  if (!(problem instanceof Error && problem.message.startsWith('no rows: '))) throw problem
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
