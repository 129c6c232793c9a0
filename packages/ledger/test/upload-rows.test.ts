import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  approveUpload,
  endCheck,
  endRead,
  endTrialRun,
  requestPreview,
  setMatch,
  withdrawUpload,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { edition, type UploadMoves, uploadMoves } from './upload-moves.ts'

let house: TestLedger
let moves: UploadMoves
beforeAll(async () => {
  house = await testLedger()
  moves = await uploadMoves(house.ledger)
}, 60_000)
afterAll(() => house.stop())

test('what is live or withdrawn keeps no rows of its file, and all that was said of it', async () => {
  const kept = async (id: number) => {
    const { receipt, preview } = await moves.upload(id)
    return { receipt, preview }
  }
  const read = async () => {
    const id = await moves.send()
    await endRead(house.ledger, await moves.upload(id), {
      choices: { delimiter: ';' },
      samples: [['1', 'Åse']],
    })
    await setMatch(house.ledger, await moves.decide(id), { match: { q1: 'screening' } })
    const difference = { added: 1, examples: [{ line: 2, before: 'a', after: 'b' }] }
    const preview = { rows: 3, first: [{ line: 2, cells: ['Åse'] }], difference }
    await endCheck(house.ledger, await moves.upload(id), {
      ...{ rows: 3, problems: [], stopping: 0, bound: 'b1', preview },
    })
    return id
  }
  const without = {
    receipt: { choices: { delimiter: ';' }, samples: [] },
    preview: { rows: 3, first: [], difference: { added: 1, examples: [] } },
  }
  const gone = await read()
  expect((await kept(gone)).receipt).toMatchObject({ samples: [['1', 'Åse']] })
  await withdrawUpload(house.ledger, await moves.decide(gone), 'another file comes')
  expect(await kept(gone)).toEqual(without)
  const live = await read()
  await requestPreview(house.ledger, await moves.decide(live))
  const run = (await moves.upload(live)).run_id!
  const end = { run, upload: live, bound: 'b1', edition, by: moves.people.analyst, reason: 'test' }
  await endTrialRun(house.ledger, end, { after: 'e1' })
  await approveUpload(house.ledger, await moves.decide(live, moves.people.admin))
  await moves.takeLive(live)
  expect(await kept(live)).toEqual(without)
})
