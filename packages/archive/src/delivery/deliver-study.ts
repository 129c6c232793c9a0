import { copyFile, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Study, type Unit, type Viewer } from '@pejling/indicators'
import {
  type Edition,
  getCodebook,
  listSourceFiles,
  listTableContents,
  withUnitStream,
} from '@pejling/warehouse'
import { isWhole } from '../edition-archive.ts'
import { newFolder } from '../new-folder.ts'
import { studyReadiness } from '../readiness/study-readiness.ts'
import { write } from '../study-files.ts'
import { deliveredTable } from './delivered-table.ts'
import { deliveryReadMe, type Lack } from './delivery-read-me.ts'
import { type GivenFiles, givenDocuments, givenIndex } from './given-files.ts'
import { metadataFile } from './metadata-file.ts'

/** What is delivered: the running number the archive gave, and the files that only people have. */
export type Delivery = GivenFiles & { number: string }

/**
 * Writes a study as an afleveringspakke for Rigsarkivet: `FD.<number>` with a table for each unit (data and metadata), the
 * two index files and the documents as they were given, and beside it a README that says what is still missing and
 * checksums. What an archive would stop at is refused; what was not given is not made up.
 *
 * Source: executive order 128 of 12 February 2020, annex 9.
 *
 * @returns what it still lacks: only without any of it can it be delivered
 * @throws `delivery: expected a running number of five digits, found 12`,
 *   `delivery: an archive would stop at name: order; pejling study archive-ready round-2 says more`,
 *   `no rows: round-2 is for those with the right to its rows and all its counts`, and as `givenIndex`, `givenDocuments` and
 *   `newFolder` do
 */
export async function deliverStudy(
  edition: Edition,
  study: Study,
  folder: string,
  { number, ...given }: Delivery,
  viewer: Viewer,
): Promise<{ seal: string; lacks: Lack[] }> {
  if (!/^\d{5}$/.test(number))
    throw new Error(`delivery: expected a running number of five digits, found ${number}`)
  if (!isWhole(viewer))
    throw new Error(`no rows: ${study.id} is for those with the right to its rows and all its counts`)
  const files = (await listSourceFiles(edition, study.id)).map(({ path }) => path)
  const remarks = studyReadiness(study, await getCodebook(edition, study.id), files)
  const [stop] = remarks.filter(({ severity }) => severity === 'stops')
  if (stop)
    throw new Error(
      `delivery: an archive would stop at ${stop.rule}: ${stop.places.join(', ') || study.id}; pejling study archive-ready ${study.id} says more`,
    )
  const { seal, told } = await newFolder(folder, (making) =>
    deliveredFiles(edition, study, join(making, `FD.${number}`), given, viewer, remarks),
  )
  return { seal, lacks: told }
}

async function* deliveredFiles(
  edition: Edition,
  study: Study,
  folder: string,
  given: GivenFiles,
  viewer: Viewer,
  remarks: ReturnType<typeof studyReadiness>,
): AsyncGenerator<string, Lack[]> {
  const contents = await listTableContents(edition)
  const units = study.units.filter(({ id }) =>
    contents.some((one) => one.study === study.id && one.table === `unit ${id}`),
  )
  const rows: number[] = []
  for (const [at, unit] of units.entries()) {
    const place = `Data/table${at + 1}/table${at + 1}`
    rows.push(await writeTable(edition, { study, unit, units }, viewer, join(folder, place)))
    yield `${place}.csv`
    yield `${place}.txt`
  }
  const lacks = await writeGiven(folder, given)
  for (const language of ['da', 'en'] as const) {
    const page = deliveryReadMe({ study, edition: edition.hash, units, rows, lacks, remarks }, language)
    yield await write(dirname(folder), `README.${language}.md`, page)
  }
  return lacks
}

async function writeTable(
  edition: Edition,
  of: { study: Study; unit: Unit; units: Unit[] },
  viewer: Viewer,
  place: string,
): Promise<number> {
  await mkdir(dirname(place), { recursive: true })
  return withUnitStream(edition, of, viewer, async (stream) => {
    const { table, cells } = deliveredTable(of, stream)
    const file = await open(`${place}.csv`, 'wx')
    try {
      await file.writeFile(`${table.variables.map(({ name }) => name).join(';')}\r\n`)
      for await (const batch of stream.batches)
        await file.writeFile(batch.map((row) => `${cells(row).join(';')}\r\n`).join(''))
    } finally {
      await file.close()
    }
    await write(dirname(place), `${place.split('/').at(-1)}.txt`, metadataFile(table))
    return stream.n
  })
}

/** Copies what was given, and tells what was not. */
async function writeGiven(
  folder: string,
  { archiveIndex, contextIndex, documents }: GivenFiles,
): Promise<Lack[]> {
  await mkdir(join(folder, 'Indices'), { recursive: true })
  await mkdir(join(folder, 'ContextDocumentation'), { recursive: true })
  const lacks: Lack[] = []
  if (archiveIndex)
    await write(folder, 'Indices/archiveIndex.xml', (await givenIndex(archiveIndex, 'archiveIndex')).content)
  else lacks.push({ what: 'archive-index' })
  const index = contextIndex && (await givenIndex(contextIndex, 'contextDocumentationIndex'))
  if (index) await write(folder, 'Indices/contextDocumentationIndex.xml', index.content)
  else lacks.push({ what: 'context-index' })
  const found = documents ? await givenDocuments(documents) : new Map<string, string[]>()
  for (const path of [...found.values()].flat()) {
    const to = join(folder, 'ContextDocumentation/docCollection1', path)
    await mkdir(dirname(to), { recursive: true })
    await copyFile(join(documents!, path), to)
  }
  if (index)
    for (const id of index.documentIds) if (!found.get(id)?.length) lacks.push({ what: 'document', id })
  return lacks
}
