import { strToU8, zipSync } from 'fflate'

/** A workbook written by hand: the XML of its sheets, with what a library would not write. */
export type WrittenWorkbook = {
  sheets: { name: string; rows: string; after?: string; state?: string }[]
  /** Codes of number formats from 164 on, and the format of each style. */
  formats?: string[]
  styles?: number[]
  texts?: string[]
  from1904?: boolean
  /** Every tag with a prefix, as some systems write it. */
  prefix?: string
}

/** The bytes of an .xlsx file. */
export function workbookFile({
  sheets,
  formats = [],
  styles = [0],
  texts = [],
  from1904,
  prefix = '',
}: WrittenWorkbook): Buffer {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
  const dressed = (xml: string) => (prefix ? xml.replace(/<(\/?)(\w)/g, `<$1${prefix}:$2`) : xml)
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_, at) => relation(`r${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('')}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/workbook.xml': dressed(
      `<workbook><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, state }, at) => `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/styles.xml': dressed(
      `<styleSheet><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${styles.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': dressed(`<sst>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`),
  }
  for (const [at, { rows, after = '' }] of sheets.entries())
    files[`xl/worksheets/sheet${at + 1}.xml`] = dressed(
      `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
    )
  const entries = Object.entries(files).map(([name, xml]) => [
    name,
    strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
  ])
  // One time for all, so that the same workbook is the same bytes.
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date(2026, 0, 1) }))
}
