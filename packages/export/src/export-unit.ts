import { open, rm } from 'node:fs/promises'
import { didYouMean, type Language, type Study, type Unit, type Viewer } from '@pejling/indicators'
import { type Edition, withUnitStream, writeUnitTable } from '@pejling/warehouse'
import type { UnitFormat } from './format.ts'
import { writeDta } from './labelled/dta-file.ts'
import { labelledUnit } from './labelled/labelled-unit.ts'
import { writeSav } from './labelled/sav-file.ts'

/**
 * Writes the rows of a unit to a new file: for SPSS or Stata with labels, levels and reasons for missing, else as they
 * stand in the edition. It is for those who may see rows, and is written as the rows go by. The same rows give the same
 * bytes.
 *
 * @throws `unknown unit: instituton of round-2 (did you mean institution?)`,
 *   `no rows: child of round-2 is for those with the right to its rows`, `no rows: child of round-2 has none`,
 *   `file: … is there already`
 */
export async function exportUnit(
  edition: Edition,
  asked: { study: Study; unit: string; format: UnitFormat; language: Language },
  viewer: Viewer,
  file: string,
): Promise<void> {
  const { study } = asked
  const unit = study.units.find(({ id }) => id === asked.unit)
  const known = study.units.map(({ id }) => id)
  if (!unit) throw new Error(`unknown unit: ${asked.unit} of ${study.id}${didYouMean(asked.unit, known)}`)
  // Claimed before anything is written; what goes wrong later leaves no half of a file.
  const claimed = await open(file, 'wx').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'is there already' : `cannot be written: ${cause.code}`
    throw new Error(`file: ${file} ${why}`, { cause })
  })
  await claimed.close()
  try {
    await writeRows(edition, { ...asked, unit }, viewer, file)
  } catch (problem) {
    await rm(file, { force: true })
    throw problem
  }
}

async function writeRows(
  edition: Edition,
  { study, unit, format, language }: { study: Study; unit: Unit; format: UnitFormat; language: Language },
  viewer: Viewer,
  file: string,
): Promise<void> {
  await withUnitStream(edition, { study, unit }, viewer, async (stream) => {
    if (format === 'csv' || format === 'parquet') {
      await writeUnitTable(edition, study.id, unit, file, format)
      return
    }
    const table = labelledUnit(stream, { study, unit, edition: edition.hash }, language)
    await (format === 'sav' ? writeSav : writeDta)(table, file)
  })
}
