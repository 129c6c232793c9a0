import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listAuditEntries, type Ledger } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeStudy, type TestHouse, testHouse } from './command-line.ts'
import { addPerson, openLedgerOf } from './house-people.ts'

const study = 'kora-2017-synthetic'
let house: TestHouse
let ledger: Ledger
let close: () => Promise<void>
/** A study that says nothing of who may see what. */
beforeAll(async () => {
  house = await testHouse(study)
  await closeStudy(house, study)
  expect((await house.pejling('run')).code).toBe(0)
  ;({ ledger, close } = await openLedgerOf(house.home))
  await addPerson(ledger, 'rosa', 'researcher')
}, 120_000)
afterAll(async () => {
  await close()
  await house.close()
})

const json = async (...words: string[]) => {
  const { code, out, err } = await house.pejling(...words, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}
const reason = 'The municipalities asked for it in writing.'

test(
  'a decided threshold counts from the next run on, is in the edition with its reason and day, and stays in the older one',
  { timeout: 120_000 },
  async () => {
    const before = (await json('edition', 'list'))[0].hash as string
    const hiddenAt = async (...words: string[]) => {
      const question = ['--study', study, '--x', 'funding_model', '--y', 'screening']
      const found = await json('relation', ...question, '--as', 'rosa@example.org', ...words)
      return found.why.values.threshold as number
    }
    expect((await json('disclosure', 'show', study)).thresholds[1]).toMatchObject({
      threshold: 3,
      from: 'usual',
    })
    expect(
      await house.pejling('disclosure', 'set', study, 'institution', '4', '--reason', reason),
    ).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^institution: 4 \(decided \d{4}-\d\d-\d\d\); it counts from the next pejling run on\n$/,
      ),
    })
    const waiting = await json('disclosure', 'show', study)
    expect(waiting.thresholds[1].threshold).toBe(3)
    expect(waiting.awaiting).toMatchObject([{ unit: 'institution', threshold: 4, from: 'decided' }])

    const { steps } = await json('plan')
    const worked = steps.filter(({ action }: { action: string }) => action !== 'reuse')
    expect(worked.map(({ name }: { name: string }) => name)).toEqual(['edition'])
    expect((await house.pejling('run')).code).toBe(0)
    const now = await json('disclosure', 'show', study)
    expect(now.awaiting).toEqual([])
    expect(now.thresholds[1]).toMatchObject({ threshold: 4, from: 'decided', reason: { da: reason } })
    expect(now.decisions).toMatchObject([{ unit: 'institution', threshold: 4, reason, by: 'owner' }])
    const older = await json('disclosure', 'show', study, '--edition', before)
    expect(older.thresholds[1]).toMatchObject({ threshold: 3, from: 'usual' })
    expect([await hiddenAt(), await hiddenAt('--edition', before)]).toEqual([4, 3])
    const [act] = await listAuditEntries(ledger, { act: 'decide-threshold' })
    expect(act).toMatchObject({
      actor: 'owner',
      subject: study,
      details: { unit: 'institution', threshold: 4, reason },
    })
    expect(await readdir(join(house.studies, study))).not.toContain('thresholds.csv')

    const folder = join(house.home, 'taken')
    expect((await house.pejling('study', 'export', study, folder)).code).toBe(0)
    expect(await readFile(join(folder, 'README.en.md'), 'utf8')).toMatch(
      /^Smallest counts that this edition shows to those without a right to all: 3 municipalities \(the usual one\); 4 institutions \(synthetic\) \(decided \d{4}-\d\d-\d\d: The municipalities asked for it in writing\)\.$/m,
    )
    const { smallestCountsShown } = JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8'))
    expect(smallestCountsShown[1]).toMatchObject({
      study,
      unit: 'institution',
      threshold: 4,
      from: 'decided',
    })
    expect((await house.pejling('lineage', 'screening', '--study', study)).out).toMatch(
      /\nsmallest counts shown to others: 3 of municipality, 4 of institution\n$/,
    )
  },
)

test(
  'what was decided is taken into the folder, gives the same edition, and is given up for the study’s own again',
  { timeout: 120_000 },
  async () => {
    const folder = join(house.studies, study)
    const live = (await json('edition', 'list'))[0].hash
    await house.pejling('disclosure', 'decided', study, '--output', folder)
    expect(await readFile(join(folder, 'thresholds.csv'), 'utf8')).toMatch(
      new RegExp(`^unit,threshold,reason,day\ninstitution,4,${reason},\\d{4}-\\d\\d-\\d\\d\n$`),
    )
    const plan = await json('plan')
    expect([plan.hash, plan.upToDate]).toEqual([live, true])
    await house.pejling(
      'disclosure',
      'set',
      study,
      'institution',
      'own',
      '--reason',
      'The agreement has ended.',
    )
    expect((await house.pejling('run')).code).toBe(0)
    expect((await json('disclosure', 'show', study)).thresholds[1]).toMatchObject({
      threshold: 3,
      from: 'usual',
    })
  },
)

test(
  'a smaller threshold than the study’s own is refused, and so is one who may not',
  { timeout: 60_000 },
  async () => {
    const set = (unit: string, threshold: string, ...more: string[]) =>
      house.pejling('disclosure', 'set', study, unit, threshold, '--reason', reason, ...more)
    expect(await set('institution', '2')).toMatchObject({
      code: 2,
      err: 'pejling: threshold: expected a whole number from 3 to 1000, found 2; only study.yaml can say less, with a thresholdReason\n',
    })
    expect((await set('instituton', '5')).err).toBe(
      'pejling: unknown unit: instituton (did you mean institution?)\n',
    )
    expect((await set('institution', '5', '--as', 'rosa@example.org')).err).toBe(
      'pejling: no access: decide-thresholds needs the role admin, found researcher\n',
    )
  },
)

test(
  'the proof names each hidden count with its ranges, and is for those who may see all',
  { timeout: 60_000 },
  async () => {
    const proof = await json('disclosure', 'prove', study)
    expect([proof.open, proof.holds]).toEqual([false, true])
    const shown = await house.pejling('disclosure', 'prove', study)
    const n = proof.tables.reduce((sum: number, { cells }: { cells: unknown[] }) => sum + cells.length, 0)
    expect(shown.code).toBe(0)
    expect(shown.out).toMatch(
      new RegExp(
        `^${n} hidden counts in ${proof.tables.length} tables: none can be narrowed below its threshold\\n`,
      ),
    )
    expect(await house.pejling('disclosure', 'prove', study, '--as', 'rosa@example.org')).toMatchObject({
      ...{ code: 2, out: '', err: `pejling: no access: ${study} needs the right unsuppressed\n` },
    })
  },
)
