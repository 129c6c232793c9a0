import { roundCaveatInWords, variableLine } from '@pejling/indicators'
import {
  answer,
  answerBy,
  findSummary,
  getCodebook,
  getStudy,
  listRelations,
  listUnitRows,
} from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sampleEdition, type SampleEdition, study } from './sample-edition.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let sample: SampleEdition
beforeAll(async () => {
  sample = await sampleEdition()
})
afterAll(() => sample.close())

const rounds = ['2022', '2023', '2024', '2025']
const ask = (x: string, y: string, where: Record<string, string[]> = {}) =>
  answer(sample.edition, {
    ...{ study, x, y },
    where: Object.entries(where).map(([variable, values]) => ({ variable, values })),
  })
const countOf = async (path: string, holds: (record: Record<string, string>) => boolean) =>
  (await sample.records(path)).filter(holds).length

test('every round is read by its version of the questionnaire without a problem', () => {
  expect(sample.problems).toEqual([])
})

test('a round is a variable: counts over rounds are those of the files, column by version', async () => {
  const found = await ask('round', 'screening')
  if (found.kind !== 'crosstab') throw new Error('expected a crosstab')
  expect(found.rows.map(({ id }) => id)).toEqual(rounds)
  const words = ['erfaring', 'sprogscreening', 'øvrige redskaber']
  for (const [row, round] of rounds.entries()) {
    const column = row < 2 ? 's1_opsporing' : 'opsporing'
    const counts = words.map((word) =>
      countOf(`rounds/${round}/institution.csv`, (record) => record[column] === word),
    )
    expect(found.counts[row]).toEqual(await Promise.all(counts))
  }
  const empty = rounds.map((round, i) =>
    countOf(
      `rounds/${round}/institution.csv`,
      (record) => record[i < 2 ? 's1_opsporing' : 'opsporing'] === '',
    ),
  )
  const unanswered = (await Promise.all(empty)).reduce((a, b) => a + b)
  expect(found.missing).toEqual([{ variable: 'screening', reason: 'not_answered', n: unanswered }])
  expect(found.n + unanswered).toBe(160)
})

test('four answers of the first version are counted as the two of the second', async () => {
  const found = await ask('round', 'analysis_tools', { round: ['2022'] })
  if (found.kind !== 'crosstab') throw new Error('expected a crosstab')
  const of = (words: string[]) =>
    countOf('rounds/2022/institution.csv', (record) => words.includes(record.s2_redskaber))
  expect(found.counts[0]).toEqual([await of(['aldrig', 'af og til']), await of(['ofte', 'altid'])])
})

test('what a version does not ask is not asked, row by row, and never not answered', async () => {
  const { missing } = await ask('round', 'purpose_known', { round: ['2022', '2023'] })
  expect(missing).toEqual([{ variable: 'purpose_known', reason: 'not_asked', n: 80 }])
  const later = await findSummary(sample.edition, study, 'concern')
  expect(later?.missing.find(({ reason }) => reason === 'not_asked')?.n).toBe(320)
})

test('children are counted in the round of their own institution', async () => {
  const found = await ask('screening', 'wellbeing', { round: ['2025'] })
  const children = await sample.records('rounds/2025/child.csv')
  const institutions = await sample.records('rounds/2025/institution.csv')
  const screening = new Map(institutions.map((record) => [record.institution, record.opsporing]))
  const both = children.filter((child) => child.trivsel !== '' && screening.get(child.institution) !== '')
  expect(found.n).toBe(both.length)
  if (found.kind !== 'crosstab') throw new Error('expected a crosstab')
  expect(found.counts[0][2]).toBe(
    both.filter((child) => child.trivsel === 'grøn' && screening.get(child.institution) === 'erfaring')
      .length,
  )
})

test('a part for each round adds up to the whole', async () => {
  const relation = { study, x: 'funding_model', y: 'screening', where: [] }
  const parts = await answerBy(sample.edition, { ...relation, by: 'round' })
  const whole = await answer(sample.edition, relation)
  expect(parts.parts.map(({ category }) => category.id)).toEqual(rounds)
  expect(parts.parts.reduce((sum, { answer }) => sum + answer.n, 0)).toBe(whole.n)
  expect(parts.parts.flatMap(({ answer }) => answer.caveats ?? [])).toEqual([])
  expect(parts.missing).toEqual([])
})

test('a row says the file of its own round, and its line there', async () => {
  const where = [{ variable: 'round', values: ['2023', '2024'] }]
  const { rows, n } = await listUnitRows(sample.edition, { study, unit: 'institution', where })
  expect(n).toBe(80)
  expect(rows[0]).toMatchObject({ file: 'rounds/2023/institution.csv', line: 2 })
  expect(rows[40]).toMatchObject({ file: 'rounds/2024/institution.csv', line: 2 })
  const [, second] = await sample.records('rounds/2024/institution.csv')
  expect(rows[41]).toMatchObject({
    line: 3,
    values: { institution_id: second.institution, round: '2024' },
  })
})

test('rounds taken together are said to be, and one round alone needs no words', async () => {
  expect((await ask('funding_model', 'screening')).caveats).toEqual([
    { code: 'rounds-mixed', unit: 'institution', rounds },
  ])
  expect((await ask('funding_model', 'screening', { round: ['2024'] })).caveats).toBeUndefined()
  expect((await ask('round', 'screening')).caveats).toBeUndefined()
})

test('a question that cannot be compared is said wherever rounds on both sides are in a table', async () => {
  const caveats = (await ask('round', 'small_groups')).caveats!
  expect(caveats).toMatchObject([
    { code: 'not-comparable', variable: 'small_groups', breaks: [{ after: '2023', before: '2024' }] },
  ])
  expect((await ask('round', 'small_groups', { round: ['2024', '2025'] })).caveats).toBeUndefined()
  const [said, codebook] = [await getStudy(sample.edition, study), await getCodebook(sample.edition, study)]
  expect(roundCaveatInWords(caveats[0], said, codebook)).toEqual({
    da: 'Brug af små grupper kan ikke sammenlignes før og efter skiftet fra forår 2023 til forår 2024. Først blev der spurgt til praksis i almindelighed, siden til den seneste uge; svarene måler ikke det samme.',
    en: 'Use of small groups cannot be compared across the change from spring 2023 to spring 2024. At first practice in general was asked about, later the last week; the answers do not measure the same.',
  })
})

test('a line over rounds breaks where the question was changed, and goes on where answers were recoded', async () => {
  const [read, codebook] = [await getStudy(sample.edition, study), await getCodebook(sample.edition, study)]
  const line = (variable: string) => variableLine(variable, codebook, read)
  expect(line('screening').pieces).toEqual([rounds])
  expect(line('small_groups').pieces).toEqual([
    ['2022', '2023'],
    ['2024', '2025'],
  ])
  expect(line('analysis_tools')).toMatchObject({
    pieces: [rounds],
    recoded: [{ after: '2023', before: '2024' }],
  })
  expect(line('concern')).toMatchObject({ pieces: [['2024', '2025']], notAsked: ['2022', '2023'] })
})

test('the round hangs together with what has rounds, and with nothing else', async () => {
  const relations = await listRelations(sample.edition, study)
  const withRound = relations.filter(({ x }) => x === 'round').map(({ y }) => y)
  expect(withRound).toContain('screening')
  expect(withRound).toContain('wellbeing')
  expect(withRound).not.toContain('funding_model')
  for (const { y } of relations.filter(({ x }) => x === 'round')) {
    const found = await ask('round', y)
    expect({ y, n: found.n > 0 }).toEqual({ y, n: true })
  }
})
