import type { Choices } from '@pejling/indicators'
import { openTexts } from './bundle/open-bundle.ts'
import { openDta } from './dta/open-dta.ts'
import { type FileKind, fileKind } from './format-of.ts'
import { openParquet } from './open-parquet.ts'
import type { Opened, SentFile } from './opened.ts'
import { openSav } from './sav/open-sav.ts'
import { Unreadable } from './unreadable.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'
import { isWorkbook } from './xlsx/workbook.ts'
import { openZip } from './zip/open-zip.ts'
import { unpack } from './zip/unpack.ts'

type KnownFile = SentFile & { kind: FileKind | 'xlsx' }

/**
 * Tells what was sent and opens it with its reader: one file, or a bundle of files that belong together, also as one zip.
 * `folder` is for what is unpacked, and outlives what is opened.
 *
 * @throws Unreadable
 */
export async function openFiles(files: SentFile[], choices: Choices, folder: string): Promise<Opened> {
  if (files.length === 0) throw new Unreadable('empty', 'expected a file, found none')
  const known = await knownFiles(files, folder, true)
  if (known.length === 0) throw new Unreadable('empty', 'expected a table in the zip, found none')
  const texts = known.filter(({ kind }) => kind === 'text')
  const structure = known.find(({ kind }) => kind === 'lss')
  const other = known.find(
    ({ name, kind }) => kind !== 'text' && kind !== 'lss' && (texts.length === 0 || name === choices.table),
  )
  if (!other && texts.length === 0)
    throw new Unreadable(
      'missing-file',
      'expected the answers beside the structure of LimeSurvey, found the structure alone',
    )
  return other ? openOne(other, choices) : openTexts(texts, choices, structure)
}

async function knownFiles(files: SentFile[], folder: string, top: boolean): Promise<KnownFile[]> {
  const found: KnownFile[] = []
  for (const file of files) {
    const kind = await fileKind(file.path)
    if (kind !== 'zip') found.push({ ...file, kind })
    else found.push(...(await zipped(file, folder, top)))
  }
  return found
}

/** A workbook is a zip too; a zip in a zip is not opened. */
async function zipped(file: SentFile, folder: string, top: boolean): Promise<KnownFile[]> {
  const zip = await openZip(file.path)
  try {
    if (isWorkbook(zip)) return [{ ...file, kind: 'xlsx' }]
    if (zip.names.includes('mimetype') && zip.names.includes('content.xml'))
      throw new Unreadable('format', 'expected an .xlsx workbook, found .ods; save it as .xlsx')
    if (!top) throw new Unreadable('zip', 'expected files in the zip, found another zip')
    return await knownFiles(await unpack(zip, folder), folder, false)
  } finally {
    zip.close()
  }
}

function openOne(file: KnownFile, choices: Choices): Promise<Opened> {
  if (file.kind === 'xlsx')
    return openXlsx(file, choices.table === file.name ? { ...choices, table: undefined } : choices)
  if (file.kind === 'sav' || file.kind === 'zsav') return openSav(file, file.kind, choices)
  return file.kind === 'dta' ? openDta(file, choices) : openParquet(file, choices)
}
