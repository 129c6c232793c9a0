import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { header, row, sent } from './sent.ts'

test('failed rows come in the sender’s columns and order, whole and once each', async () => {
  const bad = row(2, { mood: 'xx', hours: '99', remark: '"Semikolon; og ""citat"" på øen"' })
  const { failedText, failedRows } = await sent([row(1), bad, row(3), row(4), row(4)])
  expect(failedRows).toBe(2)
  expect(await failedText()).toBe(`\uFEFF${header}\n${bad}\n${row(4)}\n`)
})

test('cells that a spreadsheet would run are made harmless, numbers and lone marks are not', async () => {
  const remarks = ['=1+1', '@SUM(A1)', '+cmd', '-2+3', '\t=1', '-5', '+45', '-1.234,5', '-', '=']
  const lines = remarks.map((remark, at) =>
    row(at, { mood: 'xx', remark: remark.trim() === remark ? remark : `"${remark}"` }),
  )
  const { failedText } = await sent(lines, { top: `${header}` })
  const cells = (await failedText())
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(';').at(-1))
  expect(cells).toEqual([
    ...["'=1+1", "'@SUM(A1)", "'+cmd", "'-2+3", "'\t=1"],
    ...['-5', '+45', '-1.234,5', '-', '='],
  ])
  const headed = await sent([`${row(1, { mood: 'xx' })};a`], { top: `${header};=HYPERLINK("x")` })
  expect((await headed.failedText()).split('\n')[0]).toBe(`\uFEFF${header};"'=HYPERLINK(""x"")"`)
})

test('a file without failed rows leaves none behind, and rows that only warn do not fail', async () => {
  const { failedRows, failedText, told } = await sent([row(1, { day: '28-02-2026' })])
  expect(told).toHaveLength(1)
  expect(failedRows).toBe(0)
  await expect(failedText()).rejects.toThrow(/ENOENT/)
})

test('failed rows may hold persons and are for nobody else on the machine', async () => {
  const { parquet } = await sent([row(1, { mood: 'xx' })])
  const file = parquet.replace('rows.parquet', 'failed.csv')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await expect(readFile(parquet)).rejects.toThrow(/ENOENT/)
})
