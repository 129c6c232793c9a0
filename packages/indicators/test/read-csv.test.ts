import { describe, expect, test } from 'vitest'
import { readCsv } from '../src/read-csv.ts'

const fields = (text: string, delimiter?: string) =>
  readCsv(text, delimiter).records.map((record) => record.fields)

describe('reading CSV', () => {
  test('a quoted field may hold the delimiter, doubled quotes and line breaks', () => {
    expect(fields('a,"b,c","d ""e""","f\ng"\n')).toEqual([['a', 'b,c', 'd "e"', 'f\ng']])
  })

  test('a record knows the line it begins on, also after a field with line breaks', () => {
    expect(readCsv('a\n"b\nc"\n\nd\n').records.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test('a byte order mark and carriage returns are no part of a field', () => {
    expect(fields('\uFEFFa;b\r\nc;\r\n', ';')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ])
  })

  test('an empty last field is kept, and so is a last line without a line break', () => {
    expect(fields('a,\nb,c')).toEqual([
      ['a', ''],
      ['b', 'c'],
    ])
  })

  test('a quote that is never closed is told by the line it was opened on', () => {
    expect(readCsv('a\n"b\nc\n').unclosed).toBe(2)
  })

  test('an empty line is no record, an empty field in quotes is one', () => {
    expect(readCsv('a\n\n""\n\r\n""').records).toEqual([
      { line: 1, fields: ['a'] },
      { line: 3, fields: [''] },
      { line: 5, fields: [''] },
    ])
  })

  test('nothing gives no records', () => {
    expect(readCsv('')).toEqual({ records: [] })
  })
})
