import { oldDtaFile } from './dta-writer.ts'
import { savFile } from './sav-writer.ts'
import type { Case } from './write-cases.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')
const mac = (text: string) =>
  Buffer.from(
    [...text].map(
      (letter) => ({ æ: 0xbe, ø: 0xbf, å: 0x8c, Æ: 0xae, Ø: 0xaf, Å: 0x81 })[letter] ?? letter.charCodeAt(0),
    ),
  )

const variables = [
  { name: 'NAVN', width: 20, label: latin('Børnehavens navn') },
  {
    name: 'KØN',
    width: 0,
    label: latin('Barnets køn'),
    labels: [
      { value: 1, label: latin('pige') },
      { value: 2, label: latin('dreng på øen') },
    ],
  },
  { name: 'SVAR', width: 2, labels: [{ value: 'JA', label: latin('ja, så gerne') }] },
  { name: 'DATO', width: 0, format: 20 },
].map((variable) => ({ ...variable, name: variable.name.replace('Ø', 'O') }))
const seconds = (day: string) => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1582, 9, 14)) / 1000
const rows = [
  [latin('på øen Æ'), 1, latin('JA'), seconds('2023-12-31')],
  [latin('Åløkke i Sønderjylla'), 2, latin('nå'), undefined],
  [undefined, undefined, undefined, seconds('1999-01-01')],
]
const whole = savFile({ compression: 1, codePage: 1252, variables, rows })

/** Files of SPSS and Stata as old programs wrote them, which no program here writes any more. */
export const binaryCases: Record<string, Case> = {
  'sav-windows-1252': { files: { 'svar.sav': savFile({ compression: 0, codePage: 1252, variables, rows }) } },
  'sav-windows-1252-coded': { files: { 'svar.sav': whole } },
  'sav-big-endian-without-encoding': {
    files: { 'svar.sav': savFile({ bigEndian: true, compression: 1, variables, rows, cases: -1 }) },
  },
  'sav-cut-letter': {
    files: {
      'svar.sav': savFile({
        compression: 0,
        encoding: 'UTF-8',
        variables: [{ name: 'NAVN', width: 8 }],
        rows: [[Buffer.from('Børnehå').subarray(0, 8)], [Buffer.from('ærø')]],
      }),
    },
  },
  'sav-truncated': { files: { 'svar.sav': whole.subarray(0, whole.length - 20) } },
  'zsav-blocks': {
    files: { 'svar.zsav': savFile({ compression: 2, codePage: 1252, variables, rows, block: 1 }) },
  },
  'zsav-big-endian': {
    files: {
      'svar.zsav': savFile({ compression: 2, bigEndian: true, encoding: 'windows-1252', variables, rows }),
    },
  },
  'zsav-macintosh': {
    files: {
      'svar.zsav': savFile({
        compression: 2,
        codePage: 10_000,
        variables: [{ name: 'NAVN', width: 9, label: mac('på Ærø') }],
        rows: [[mac('Åsen')], [mac('Bækken')]],
      }),
    },
  },
  'zsav-truncated': {
    files: { 'svar.zsav': savFile({ compression: 2, codePage: 1252, variables, rows }).subarray(0, -10) },
  },
  'dta-macintosh': {
    files: {
      'svar.dta': oldDtaFile(
        [
          { name: 'navn', width: 12, label: mac('Børnehavens navn') },
          {
            name: 'koen',
            width: 0,
            label: mac('Barnets køn'),
            labels: [
              { value: 1, label: mac('pige på ø') },
              { value: 2, label: mac('dreng') },
            ],
          },
          { name: 'dato', width: 0, format: '%tdDD-NN-CCYY' },
          { name: 'kvartal', width: 0, format: '%tq' },
        ],
        [
          [mac('Åen'), 1, 23_375, 255],
          [mac('Æblehaven på'), 2, undefined, undefined],
        ],
      ),
    },
  },
  'dta-windows-1252': {
    files: {
      'svar.dta': oldDtaFile(
        [
          { name: 'navn', width: 9, label: latin('på øen') },
          { name: 'x', width: 0 },
        ],
        [
          [latin('Søløven'), 0.5],
          [undefined, undefined],
        ],
      ),
    },
  },
  'dta-truncated': {
    files: { 'svar.dta': oldDtaFile([{ name: 'x', width: 0 }], [[1], [2]]).subarray(0, -4) },
  },
}
