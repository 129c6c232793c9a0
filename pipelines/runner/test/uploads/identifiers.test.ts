import { cp, mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { agreedMatch, matchColumns, readCsv, type Receipt } from '@pejling/indicators'
import { approveUpload, findLiveEdition, publishUpload, requestPreview, setMatch } from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { planRun } from '../../src/graph/plan.ts'
import { editionFile } from '../../src/home.ts'
import { run } from '../../src/run.ts'
import { untilWorked } from '../../src/uploads/until-worked.ts'
import { study, type UploadHouse, uploadHouse } from './upload-house.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let house: UploadHouse
beforeAll(async () => {
  house = await uploadHouse()
  const { home, ledger, sent } = house
  const folder = join(home.studies, study, 'rounds/2025')
  await mkdir(folder)
  for (const name of ['round.yaml', 'institution.csv'])
    await cp(join(sent.file('x'), '..', name), join(folder, name))
  await run(home, ledger)
})
afterAll(() => house.close())

test('an identifier of a file that was sent is in the ledger only, and the same child is called the same', async () => {
  const { home, ledger, sent } = house
  const sentIdentifiers = await identifiersIn(sent.file('child'))
  const id = await house.send('child')
  const read = await untilWorked(home, ledger, id)
  const { contents } = await planRun(home, ledger, { study, upload: { id, to: 'trial' } })
  const [{ parsed }] = contents
  const unit = parsed.study.units.find((one) => one.id === 'child')!
  const round = parsed.rounds.find((one) => one.id === '2025')
  const { columns } = (read.receipt as Receipt).tables[0]
  const match = agreedMatch(matchColumns(columns, { ...parsed, unit, round }))
  await setMatch(ledger, await house.decide(id), { match })
  const checked = await untilWorked(home, ledger, id)
  expect([checked.state, checked.stopping, checked.problems]).toEqual(['checked', 0, []])
  await requestPreview(ledger, await house.decide(id))
  await untilWorked(home, ledger, id)
  await approveUpload(ledger, await house.decide(id), { approval: 'one' })
  await publishUpload(ledger, await house.decide(id))
  expect((await untilWorked(home, ledger, id)).state).toBe('live')

  const named = await ledger.selectFrom('pseudonym').selectAll().where('variable', '=', 'child_id').execute()
  expect(new Set(named.map(({ identifier }) => identifier))).toEqual(new Set(sentIdentifiers))
  const opened = await openEdition(editionFile(home, (await findLiveEdition(ledger))!), { connections: 1 })
  const rows = await opened.query<{ child_id: string }>(
    `SELECT child_id FROM "study ${study}".child WHERE round = '2025' ORDER BY line`,
  )
  await opened.close()
  const pseudonyms = new Map(named.map(({ identifier, pseudonym }) => [identifier, pseudonym]))
  expect(rows.map(({ child_id }) => child_id)).toEqual(sentIdentifiers.map((one) => pseudonyms.get(one)))
})

test('nothing that was sent is left beside the original: no copy, no working folder', async () => {
  expect(await readdir(join(house.home.path, 'uploads/arriving'))).toEqual([])
})

async function identifiersIn(file: string): Promise<string[]> {
  const [header, ...lines] = readCsv(await readFile(file, 'utf8'), ';').records
  const at = header.fields.indexOf('løbenummer')
  return lines.map(({ fields }) => fields[at])
}
