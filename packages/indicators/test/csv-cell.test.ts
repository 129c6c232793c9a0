import { expect, test } from 'vitest'
import { csvCell, harmlessCell } from '../src/csv-cell.ts'
import { readCsv } from '../src/read-csv.ts'

test('a cell is quoted only where it must be, and read again as it was', () => {
  const texts = ['', 'a', 'a,b', 'a;b', 'sagde "han"', 'to\nlinjer', 'to\r\nlinjer', "'=1"]
  expect(texts.map((text) => csvCell(text))).toEqual([
    ...['', 'a', '"a,b"', 'a;b', '"sagde ""han"""', '"to\nlinjer"', '"to\r\nlinjer"', "'=1"],
  ])
  for (const mark of [',', ';', '\t']) {
    const line = texts.map((text) => csvCell(text, mark)).join(mark)
    expect(readCsv(line, mark).records[0].fields).toEqual(texts)
  }
})

test('a text that a spreadsheet would run gets an apostrophe; numbers and lone marks do not', () => {
  for (const text of ['=1+1', '@SUM(A1)', '+cmd', '-2+3', '\t=1', '\r=1', '--1'])
    expect(harmlessCell(text)).toBe(`'${text}`)
  for (const text of ['', '-', '=', '-5', '+45', '-1.234,5', 'a=1', ' =1', 'ærø'])
    expect(harmlessCell(text)).toBe(text)
})
