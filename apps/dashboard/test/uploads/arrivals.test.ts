import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arrivingFolder, keepOriginal, originalPath } from '@pejling/archive'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Arrivals, openArrivals } from '#lib/server/uploads/arrivals.ts'
import { fileName } from '#lib/server/uploads/file-name.ts'

let home: string
let arrivals: Arrivals
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-arrivals-'))
  arrivals = openArrivals(home, 1e6)
})
afterEach(async () => {
  arrivals.close()
  await rm(home, { recursive: true, force: true })
})

const place = 'http://127.0.0.1/rounds/files'
const base64 = (text: string) => Buffer.from(text).toString('base64')
type Ask = { method: string; headers?: Record<string, string>; body?: RequestInit['body']; id?: string }
const ask = ({ method, headers, body, id }: Ask, account = 'anna') =>
  arrivals.answer(
    new Request(id ? `${place}/${id}` : place, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      body,
      ...(body && { duplex: 'half' }),
    }),
    account,
  )
async function announce(bytes: number, name = 'svar.csv', account = 'anna'): Promise<string> {
  const headers = {
    'upload-length': String(bytes),
    'upload-metadata': `name ${base64(name)},owner ${base64('eva')}`,
  }
  const answer = await ask({ method: 'POST', headers }, account)
  expect([answer.status, answer.headers.get('location')]).toEqual([
    201,
    expect.stringMatching(/^\/rounds\/files\/[0-9a-f]{32}$/),
  ])
  return answer.headers.get('location')!.split('/').at(-1)!
}
const piece = (id: string, offset: number, body: RequestInit['body'], account?: string) => {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
  return ask({ method: 'PATCH', id, headers, body }, account)
}
const reached = async (id: string) => {
  const answer = await ask({ method: 'HEAD', id })
  return [answer.status, answer.headers.get('upload-offset')]
}
const text = 'id;børnehave\r\n1;blåbær\r\n'
const bytes = Buffer.from(text)

test('a file that comes in two pieces is whole, and is called what its sender calls it', async () => {
  const id = await announce(bytes.length, 'Børnehaver – ærø.csv')
  expect((await piece(id, 0, bytes.subarray(0, 7))).headers.get('upload-offset')).toBe('7')
  await expect(arrivals.find([id], 'anna')).rejects.toThrow(
    'file: expected one that has arrived whole, found none; send it again',
  )
  expect((await piece(id, 7, bytes.subarray(7))).status).toBe(204)
  const [file] = await arrivals.find([id], 'anna')
  expect(file.name).toBe('Børnehaver – ærø.csv')
  const { sha256 } = await keepOriginal(home, file.path, 'link')
  await file.forget()
  expect(await readFile(originalPath(home, sha256))).toEqual(bytes)
  expect(await readdir(arrivingFolder(home))).toEqual([])
})

test('where a connection breaks, it goes on from there', async () => {
  const id = await announce(bytes.length)
  const broken = new ReadableStream({
    start: (to) => to.enqueue(bytes.subarray(0, 10)),
    async pull(to) {
      await new Promise((later) => setTimeout(later, 50))
      to.error(new Error('gone'))
    },
  })
  expect((await piece(id, 0, broken)).status).toBeGreaterThanOrEqual(400)
  const [, offset] = await reached(id)
  expect(Number(offset)).toBeLessThanOrEqual(10)
  expect((await piece(id, Number(offset), bytes.subarray(Number(offset)))).status).toBe(204)
  const [file] = await arrivals.find([id], 'anna')
  expect(await readFile(file.path, 'utf8')).toBe(text)
})

test('a piece that does not begin where the last one ended is not taken', async () => {
  const id = await announce(bytes.length)
  await piece(id, 0, bytes.subarray(0, 5))
  expect((await piece(id, 9, bytes.subarray(9))).status).toBe(409)
  expect(await reached(id)).toEqual([200, '5'])
})

test('of a file somebody else sends nothing is known: not how far it is, not to go on with it, not to remove it, not to use it', async () => {
  const id = await announce(bytes.length)
  for (const method of ['HEAD', 'PATCH', 'DELETE'])
    expect([method, (await ask({ method, id }, 'eva')).status]).toEqual([method, 404])
  await piece(id, 0, bytes)
  await expect(arrivals.find([id], 'eva')).rejects.toThrow('file: expected one that has arrived whole')
  expect(await arrivals.find([id], 'anna')).toHaveLength(1)
})

test('a sender who does not want it any more takes it back', async () => {
  const id = await announce(bytes.length)
  expect((await ask({ method: 'DELETE', id })).status).toBe(204)
  expect((await reached(id))[0]).toBe(404)
  expect(await readdir(arrivingFolder(home))).toEqual([])
})

test('a file larger than is allowed is not begun, and one longer than was said is not taken', async () => {
  const headers = { 'upload-length': '1000001', 'upload-metadata': `name ${base64('x')}` }
  expect((await ask({ method: 'POST', headers })).status).toBe(413)
  const id = await announce(3)
  expect((await piece(id, 0, bytes)).status).toBe(413)
})

test('what is no such file is not found, wherever its name would lead', async () => {
  for (const id of ['0'.repeat(32), '..%2f..%2fsecret', 'x.json', '%00'])
    expect([id, (await reached(id))[0]]).toEqual([id, 404])
})

test('nothing is given to pages of other sites', async () => {
  const headers = {
    'upload-length': '3',
    origin: 'https://elsewhere.example',
    'upload-metadata': `name ${base64('x')}`,
  }
  const answer = await ask({ method: 'POST', headers })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('what was not gone on with for a day is swept when a dashboard starts', async () => {
  const [old] = [await announce(bytes.length), await announce(bytes.length)]
  const before = new Date(Date.now() - 25 * 3_600_000)
  for (const name of [old, `${old}.json`]) await utimes(join(arrivingFolder(home), name), before, before)
  const other = openArrivals(home, 1e6)
  await expect.poll(() => readdir(arrivingFolder(home))).toHaveLength(2)
  other.close()
  expect((await reached(old))[0]).toBe(404)
})

test('where files cannot be kept nothing breaks but the sending', async () => {
  // A file where the folder of the house should be; below /proc Node would look for a folder for ever.
  const file = join(home, 'file')
  await writeFile(file, '')
  const nowhere = openArrivals(file, 1e6)
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '3' }
  const request = () => new Request(place, { method: 'POST', headers })
  for (let times = 0; times < 2; times++)
    await expect(nowhere.answer(request(), 'anna')).rejects.toThrow(/^ENOTDIR: /)
  nowhere.close()
})

test('a name is what stands after the last slash, without signs one cannot see', () => {
  expect(fileName('C:\\svar\\runde 2 – blåbær.csv')).toBe('runde 2 – blåbær.csv')
  expect(fileName('../../etc/passwd')).toBe('passwd')
  expect(fileName('svar\u202e\u0000vsc.exe\n')).toBe('svarvsc.exe')
  expect(fileName('a\u030arhus.csv')).toBe('århus.csv')
  expect(fileName('/')).toBe('file')
  expect(fileName('æ'.repeat(300))).toBe('æ'.repeat(200))
})
