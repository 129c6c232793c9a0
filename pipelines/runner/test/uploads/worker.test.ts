import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  findUpload,
  findWaitingUpload,
  owner,
  setMatch,
  setReading,
  setRoundFacts,
  type Upload,
} from '@pejling/ledger'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { run } from '../../src/run.ts'
import { failedRowsFile } from '../../src/uploads/check-upload.ts'
import { workOnUpload } from '../../src/uploads/work-on-upload.ts'
import { study, type UploadHouse, uploadHouse } from './upload-house.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let house: UploadHouse
beforeAll(async () => {
  house = await uploadHouse()
  await run(house.home, house.ledger)
  const { ledger, sent } = house
  await setRoundFacts(ledger, { study, round: '2025', facts: sent.facts, seenVersion: 0, by: owner })
})
afterAll(() => house.close())

const upload = async (id: number): Promise<Upload> => (await findUpload(house.ledger, id))!
const work = (id: number) => workOnUpload(house, id)

test('a file is read by a process that says how, and its columns', async () => {
  const id = await house.send('institution')
  expect(await findWaitingUpload(house.ledger)).toBe(id)
  expect(await work(id)).toBe('done')
  const found = await upload(id)
  expect(found).toMatchObject({ state: 'read', work: null, work_status: null })
  expect(found.receipt).toMatchObject({ choices: { format: 'delimited', delimiter: ';' } })
  expect(await findWaitingUpload(house.ledger)).toBeUndefined()
})
