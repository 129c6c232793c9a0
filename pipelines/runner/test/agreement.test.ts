import {
  type CodingPlan,
  codingPlan,
  type InterviewAgreement,
  interviewAgreement,
} from '@pejling/association'
import { type AgreementQuestion, owner } from '@pejling/indicators'
import { type Edition, openEdition } from '@pejling/warehouse'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../src/home.ts'
import { type TestHouse, testHouse } from './command-line.ts'

const study = 'interviews-synthetic'
let house: TestHouse
let edition: Edition
beforeAll(async () => {
  house = await testHouse(study)
  expect((await house.pejling('run')).code).toBe(0)
  const [file] = (await readdir(join(house.home, 'editions'))).filter((name) => name.endsWith('.duckdb'))
  edition = await openEdition(join(house.home, 'editions', file))
}, 120_000)
afterAll(async () => {
  await edition.close()
  await house.close()
})

const ask = (more: Partial<AgreementQuestion> = {}) => interviewAgreement(edition, { study, ...more }, owner)
/** What stands in the texts of the sample: `[AB topi|…]` was coded by both. */
async function marked(code: string) {
  const folder = join(root, 'data/samples/interviews/texts')
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const count = (who: string) =>
    texts.reduce((sum, text) => sum + text.split(`[${who} ${code}|`).length - 1, 0)
  return { both: count('AB'), first: count('A'), second: count('B') }
}

test('by stretches two coders gave the codes as often as the texts say', async () => {
  const { codes, pair, sources } = await ask()
  expect([pair?.first, pair?.second, sources]).toEqual(['koder_a', 'koder_b', 12])
  const detection = 'Tidlig indsats/Opsporing og screening'
  for (const [short, path] of Object.entries({
    topi: `${detection}/TOPI`,
    language: `${detection}/Sprogscreening`,
    experience: `${detection}/Erfaring og faglighed`,
    used: 'Midlerne/Hvad midlerne bruges til',
    quote: 'Citater til rapporten',
  }))
    expect(codes.find(({ code }) => code === path)?.counts, short).toMatchObject(await marked(short))
})

test('one who gave a code twice where the other never did agrees with nobody, and kappa says so beside the skew', async () => {
  const { codes, overall } = await ask()
  const quotations = codes.find(({ code }) => code === 'Citater til rapporten')!
  expect(quotations.agreement.cohenKappa.estimate).toBe(0)
  expect(quotations.agreement.percent.estimate).toBeCloseTo(49 / 51, 12)
  expect(quotations.skewed).toBeCloseTo(50 / 51, 12)
  expect(overall!.skewed).toBeUndefined()
})

test('characters of twelve texts are twelve, not five thousand: the interval is no narrower than that of stretches', async () => {
  const [characters, stretches] = await Promise.all([ask({ level: 'character' }), ask()])
  const width = ({ overall }: InterviewAgreement) => {
    const { lower, upper } = overall!.agreement.cohenKappa.interval!
    return upper - lower
  }
  expect(characters.pieces).toBe(5090)
  expect(width(characters)).toBeGreaterThan(0.8 * width(stretches))
})

test('by units the judgements are held against each other as each coder gave them', async () => {
  const { values } = await ask({ level: 'unit', weights: 'quadratic' })
  const inclusion = values.find(({ variable }) => variable.id === 'inclusion')!
  expect(inclusion).toMatchObject({
    ...{ units: 5, oneOnly: 0, kind: 'judgement', weights: 'quadratic', measurement: 'ordinal' },
    table: [
      [1, 0, 0],
      [0, 1, 2],
      [0, 0, 1],
    ],
  })
  // R: n <- matrix(c(1,0,0, 0,1,2, 0,0,1), 3, byrow = TRUE); w <- 1 - outer(1:3, 1:3, \(i, j) (i - j)^2) / 4;
  // e <- outer(rowSums(n), colSums(n)) / 5; (sum(w * n) - sum(w * e)) / (5 - sum(w * e))
  expect(inclusion.agreement!.cohenKappa!.estimate).toBeCloseTo(2 / 3, 12)
  expect(values.map(({ variable }) => variable.id)).toEqual(['screening', 'small_groups', 'inclusion'])
})

test('who may not see all of a closed study gets no values of units, and nothing under an embargo', async () => {
  const suppressed = { sees: 'suppressed', rows: false } as const
  expect(await interviewAgreement(edition, { study, level: 'unit' }, suppressed)).toMatchObject({
    ...{ because: 'hidden', values: [] },
  })
  expect((await interviewAgreement(edition, { study }, suppressed)).codes.length).toBe(17)
  const nothing = { sees: 'nothing', rows: false } as const
  expect(await interviewAgreement(edition, { study }, nothing)).toMatchObject({
    ...{ because: 'embargo', codes: [], pairs: [] },
  })
  expect(await codingPlan(edition, { study }, suppressed)).toMatchObject({ sharesFrom: 'equal', now: 0 })
})

test('a coder nobody knows, and one alone, are told', async () => {
  await expect(ask({ first: 'koder_a', second: 'koder_x' })).rejects.toThrow(
    'unknown coder: koder_x (did you mean koder_a?)',
  )
  expect(
    (await house.pejling('interviews', 'agreement', '--study', study, '--coders', 'koder_a')).err,
  ).toContain('--coders: expected two, joined by a comma, found koder_a')
}, 60_000)

test('the command line prints what the function answers', async () => {
  const said = await house.pejling('interviews', 'agreement', '--study', study, '--level', 'unit', '--json')
  expect(JSON.parse(said.out)).toEqual(JSON.parse(JSON.stringify(await ask({ level: 'unit' }))))
  const text = await house.pejling('interviews', 'agreement', '--study', study)
  expect(text.out).toContain('koder_a and koder_b: stretches in 12 sources both coded, 51 in all')
}, 60_000)

test('a plan starts from what was observed, and tells what 6, 12 and 24 units would give', async () => {
  const words = ['interviews', 'plan-coding', '--study', study, '--json']
  const plan = JSON.parse((await house.pejling(...words)).out) as CodingPlan
  expect(plan).toMatchObject({ agreementFrom: 'observed', sharesFrom: 'values', now: 6 })
  expect(plan.shares.map(({ share }) => share)).toEqual([1 / 6, 2 / 6, 3 / 6])
  expect(plan.plan!.at.map(({ units }) => units)).toEqual([6, 12, 24])
  const wrong = await house.pejling(...words, '--agreement', '1')
  expect(wrong).toMatchObject({ code: 2 })
  expect(wrong.err).toContain('agreement: expected a number from 0 to below 1, found 1')
}, 60_000)
