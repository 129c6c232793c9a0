/**
 * Writes the golden files of `test/received` that are made by hand, each in the folder of its case; those of SPSS and Stata
 * that another program should have written are made by `write-cases.R`. Run it to make a new one:
 * `node packages/receive/test/write-cases.ts`; what is there already becomes the same bytes again, but for the workbook a library writes, which holds the time.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { parquetCases } from './parquet-cases.ts'
import { binaryCases } from './binary-cases.ts'
import { bundleCases } from './bundle-cases.ts'
import { textCases } from './text-cases.ts'
import { workbookCases } from './workbook-cases.ts'

/** The files of a case by name, and what a person chose. */
export type Case = { files: Record<string, Buffer>; choices?: object }

const folder = join(import.meta.dirname, 'received')

export function zipped(files: Record<string, Buffer>): Buffer {
  const entries = Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)])
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date(2026, 0, 1) }))
}

if (import.meta.main) {
  const cases: Record<string, Case> = { ...textCases, ...workbookCases, ...binaryCases, ...bundleCases }
  for (const [name, { files, choices }] of Object.entries(cases)) {
    await mkdir(join(folder, name, 'sent'), { recursive: true })
    for (const [file, bytes] of Object.entries(files))
      await writeFile(join(folder, name, 'sent', file), bytes)
    if (choices) await writeFile(join(folder, name, 'choices.json'), `${JSON.stringify(choices)}\n`)
  }
  await parquetCases(folder)
}
