import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { addPerson, grant, openLedgerOf } from './house-people.ts'

/**
 * The invented interviews as if they were somebody's: the study is not open, its texts are for some, and of two researchers
 * Rosa has the right to its excerpts and Rita only that to its rows.
 */
export async function closedInterviews(study: string): Promise<TestHouse> {
  const house = await testHouse(study)
  const file = join(house.studies, study, 'study.yaml')
  const text = (await readFile(file, 'utf8'))
    .replace('synthetic: true', 'synthetic: false')
    .replace(/^disclosure:\n(?: {2}.*\n?)+/m, '')
    .replace('texts: kept', 'texts: roles')
  await writeFile(file, text)
  const { code, err } = await house.pejling('run')
  expect([code, err]).toEqual([0, expect.not.stringContaining('pejling:')])
  const { ledger, close } = await openLedgerOf(house.home)
  for (const name of ['rosa', 'rita']) await addPerson(ledger, name, 'researcher')
  await grant(ledger, 'rosa', study, 'rows')
  await grant(ledger, 'rosa', study, 'excerpts')
  await grant(ledger, 'rita', study, 'rows')
  await close()
  return house
}
