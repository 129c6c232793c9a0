import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arrivingFolder } from '@pejling/archive'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Arrivals, openArrivals } from '#lib/server/uploads/arrivals.ts'
import { sentForm } from '#lib/server/uploads/sent-form.ts'

let home: string
let arrivals: Arrivals
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-form-'))
  arrivals = openArrivals(home, 1000)
})
afterEach(async () => {
  arrivals.close()
  await rm(home, { recursive: true, force: true })
})

const place = 'http://127.0.0.1/rounds/new'
const sent = (fields: [string, string | File][]) => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return new Request(place, { method: 'POST', body: form })
}
const left = () => readdir(arrivingFolder(home)).catch(() => [])

test('fields are read as they were written, and files lie on the disk byte for byte under a name nobody chose', async () => {
  const bytes = Buffer.from('1;blåbær\r\n--boundary\r\n', 'latin1')
  const form = await sentForm(
    sent([
      ['study', 'panel-børn'],
      ['file', new File([bytes], 'Ærø – børn.csv')],
      ['invited', 'a'],
      ['invited', 'b'],
      ['file', new File(['x'], 'labels.csv')],
    ]),
    arrivals,
    1000,
  )
  expect([form.text('study'), form.text('none'), form.all('invited')]).toEqual(['panel-børn', '', ['a', 'b']])
  expect(form.files.map(({ name }) => name)).toEqual(['Ærø – børn.csv', 'labels.csv'])
  expect(await readFile(form.files[0].path)).toEqual(bytes)
  expect((await left()).every((name) => /^form-[0-9a-f-]{36}$/.test(name))).toBe(true)
  for (const file of form.files) await file.forget()
  expect(await left()).toEqual([])
})

test('a field in which no file was chosen is no file', async () => {
  expect((await sentForm(sent([['file', new File([], '')]]), arrivals, 1000)).files).toEqual([])
})

test('a file that is too large is not kept, nor are those beside it', async () => {
  const form = await sentForm(
    sent([
      ['file', new File(['x'], 'small.csv')],
      ['file', new File(['x'.repeat(1001)], 'large.csv')],
    ]),
    arrivals,
    1000,
  )
  expect([form.problem, form.files, await left()]).toEqual(['too-large', [], []])
})

test('more files than a form may hold are not kept', async () => {
  const files = Array.from({ length: 21 }, (_, i): [string, File] => ['file', new File(['x'], `${i}.csv`)])
  expect((await sentForm(sent(files), arrivals, 1000)).problem).toBe('too-many')
  expect(await left()).toEqual([])
})

test('a form that breaks off leaves nothing', async () => {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n1;2'
  const body = new ReadableStream({
    start: (to) => to.enqueue(Buffer.from(head)),
    async pull(to) {
      await new Promise((later) => setTimeout(later, 50))
      to.error(new Error('gone'))
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const streamed = { method: 'POST', headers, body, duplex: 'half' }
  await expect(sentForm(new Request(place, streamed), arrivals, 1000)).rejects.toThrow(
    'form: broke off before it was whole',
  )
  expect(await left()).toEqual([])
})

test('a form without its end is not whole', async () => {
  const body = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n1;2'
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const request = new Request(place, { method: 'POST', headers, body })
  await expect(sentForm(request, arrivals, 1000)).rejects.toThrow('form: broke off before it was whole')
  expect(await left()).toEqual([])
})

test('what is no form with files is refused', async () => {
  const request = new Request(place, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
  await expect(sentForm(request, arrivals, 1000)).rejects.toThrow('form: expected multipart/form-data')
})
