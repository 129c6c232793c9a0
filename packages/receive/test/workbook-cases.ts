import writeXlsxFile from 'write-excel-file/node'
import { workbookFile } from './workbook-writer.ts'
import type { Case } from './write-cases.ts'

const inline = (reference: string, text: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`
const shared = (reference: string, at: number) => `<c r="${reference}" t="s"><v>${at}</v></c>`
const number = (reference: string, value: number, style = 0) =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`
const row = (n: number, cells: string) => `<row r="${n}">${cells}</row>`
const sent = (bytes: Buffer, choices?: object): Case => ({
  files: { 'børn.xlsx': bytes },
  ...(choices && { choices }),
})

const two = {
  name: 'Børnedata',
  rows:
    row(1, inline('A1', 'Køn') + inline('B1', 'Alder')) +
    row(2, inline('A2', 'pige på øen') + number('B2', 2.5)),
}

/** Workbooks of Excel, most by hand: a library writes no hidden sheets, no broken formulas, no dates of 1904. */
export const workbookCases: Record<string, Case> = {
  'xlsx-of-a-library': sent(await ofLibrary()),
  'xlsx-days-of-texts': sent(
    workbookFile({
      formats: ['0000', '[$-406]d\\.\\ mmmm\\ yyyy;@', 'dd\\-mm\\-yyyy\\ hh:mm'],
      styles: [0, 16, 164, 165, 17, 166],
      texts: [
        '<t>Gruppestørrelse</t>',
        '<r><t>Kommune</t></r><r><t>nr.</t></r><rPh><t>x</t></rPh>',
        '<t>10+</t>',
        '<t>Født</t>',
        '<t xml:space="preserve">Svar på </t>',
      ],
      sheets: [
        {
          name: 'Ark1',
          rows:
            row(1, shared('A1', 0) + shared('B1', 1) + shared('C1', 3) + shared('D1', 4)) +
            row(
              2,
              number('A2', 45_323, 1) +
                number('B2', 851, 2) +
                number('C2', 45_291, 3) +
                number('D2', 45_291.5, 5),
            ) +
            row(3, shared('A3', 2) + number('B3', 101, 2) + number('C3', 36_526, 3)) +
            row(5, number('A5', 43_831, 4) + number('B5', 461, 2)),
        },
      ],
    }),
  ),
  'xlsx-several-sheets': sent(
    workbookFile({
      sheets: [
        { name: 'Skjult', state: 'hidden', rows: row(1, inline('A1', 'x')) + row(2, inline('A2', 'y')) },
        { name: 'Forside', rows: row(1, inline('A1', 'Velkommen')) },
        two,
        { name: 'Året før', rows: row(1, inline('A1', 'Køn')) + row(2, inline('A2', 'dreng')) },
      ],
    }),
  ),
  'xlsx-chosen-sheet': sent(
    workbookFile({
      sheets: [two, { name: 'Året før', rows: row(1, inline('A1', 'Køn')) + row(2, inline('A2', 'dreng')) }],
    }),
    { table: 'Året før' },
  ),
  'xlsx-merged-header': sent(
    workbookFile({
      sheets: [
        {
          name: 'Ark1',
          rows:
            row(2, inline('B2', 'Tal fra Læsø')) +
            row(4, inline('B4', 'Børn') + inline('D4', 'Ansatte')) +
            row(5, inline('B5', 'Piger') + inline('C5', 'Drenge') + inline('D5', 'I alt')) +
            row(6, number('B6', 1) + number('C6', 2) + number('D6', 0.1 + 0.2)) +
            row(7, number('B7', 3) + number('D7', 1 / 3)),
          after: '<mergeCells><mergeCell ref="B4:C4"/><mergeCell ref="B7:C7"/></mergeCells>',
        },
      ],
    }),
  ),
  'xlsx-formulas': sent(
    workbookFile({
      sheets: [
        {
          name: 'Ark1',
          rows:
            row(1, inline('A1', 'Sum') + inline('B1', 'Ok')) +
            row(2, '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="b"><v>1</v></c>') +
            row(3, '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3" t="b"><v>0</v></c>') +
            row(4, '<c r="A4" t="str"><f>"å"</f><v>å</v></c>'),
        },
      ],
    }),
  ),
  'xlsx-formulas-unworked': sent(
    workbookFile({
      sheets: [{ name: 'Ark1', rows: row(1, inline('A1', 'Sum')) + row(2, '<c r="A2"><f>1+1</f></c>') }],
    }),
  ),
  'xlsx-mac-1904': sent(
    workbookFile({
      from1904: true,
      prefix: 'x',
      styles: [0, 14, 21],
      sheets: [
        {
          name: 'Ark1',
          rows:
            row(1, inline('A1', 'Født på') + inline('B1', 'Kl.')) +
            row(2, number('A2', 43_829, 1) + number('B2', 0.5, 2)),
        },
      ],
    }),
  ),
  'xlsx-too-many-columns': sent(
    workbookFile({ sheets: [{ name: 'Ark1', rows: row(1, inline('ZZZ1', 'x')) }] }),
  ),
  'xlsx-empty': sent(workbookFile({ sheets: [{ name: 'Ark1', rows: '' }] })),
}

async function ofLibrary(): Promise<Buffer> {
  const day = (text: string, format: string) => ({ value: new Date(text), type: Date, format })
  return writeXlsxFile([
    [{ value: 'Børn' }, { value: 'Andel' }, { value: 'Åbnet' }, { value: 'Set' }, { value: 'Åben nu' }],
    [
      { value: 'Ærø & <ø>' },
      { value: 0.25 },
      day('2023-12-31T00:00:00Z', 'dd-mm-yyyy'),
      day('2024-02-29T13:45:00Z', 'dd-mm-yyyy hh:mm'),
      { value: true, type: Boolean },
    ],
    [{ value: 'Åen "x"' }, { value: 1000 }, null, null, { value: false, type: Boolean }],
  ]).toBuffer()
}
