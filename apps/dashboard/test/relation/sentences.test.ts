import type { Crosstab, Study, Unit } from '@pejling/indicators'
import { rankCorrelation, tablePanel, theilSenLine } from '@pejling/statistics'
import { expect, test } from 'vitest'
import {
  associationSentence,
  caution,
  countOf,
  crosstabSentence,
  inSentence,
  missingLines,
  pairsSentence,
  strengthOf,
  trendSentence,
} from '@pejling/figures'
import { intervalWords } from '#lib/relation/intervals.ts'
import { namedPValues, pVerdict } from '#lib/relation/p-values.ts'
import { responseRates } from '#lib/relation/response-rates.ts'
import type { Association } from '@pejling/association'
import { wordsIn } from '#lib/words/words.ts'
import { grant, grants, model, outcome, screening, smallGroups } from '../figures/tables.ts'

const [da, en] = [wordsIn('da'), wordsIn('en')]
const institution: Unit = {
  id: 'institution',
  label: { da: 'institution', en: 'institution' },
  plural: { da: 'institutioner', en: 'institutions' },
  key: 'institution_id',
  within: 'municipality',
}
const municipality: Unit = {
  id: 'municipality',
  label: { da: 'kommune', en: 'municipality' },
  plural: { da: 'kommuner', en: 'municipalities' },
  key: 'municipality',
}
const study = {
  units: [municipality, institution],
  design: { assigned: [{ variable: 'funding_model', level: 'municipality' }], sizes: { municipality: 6 } },
} as unknown as Study
const table = (crosstab: Crosstab): Association => ({
  kind: 'table',
  panel: tablePanel(crosstab.counts, { rowOrdinal: true, columnOrdinal: true }),
  ordered: true,
})

test('a cross table is told by the share of the last ordered category, with its base', () => {
  expect(crosstabSentence(screening, outcome, institution, da)).toBe(
    'Andelen af institutioner med »andre redskaber« er 0\u00a0% (0 af 8) ved »ingen model«, 0\u00a0% (0 af 8) ved »ikke-bundne midler« og 62,5\u00a0% (5 af 8) ved »bundne midler«.',
  )
})

test('with more rows than four only the highest and the lowest share are told', () => {
  const rows = ['1', '2', '3', '4', '5'].map((id) => ({ id, label: { da: id, en: id } }))
  const many = { ...screening, rows, counts: rows.map((_, i) => [5 - i, 0, i]), n: 25 }
  expect(crosstabSentence(many, outcome, institution, en)).toBe(
    'The share of institutions with “andre redskaber” is highest, 80% (4 of 5) for “5”, and lowest, 0% (0 of 5) for “1”.',
  )
})

test('an empty table says that nobody is left', () => {
  const none = { ...screening, counts: screening.counts.map((row) => row.map(() => 0)), n: 0 }
  expect(crosstabSentence(none, outcome, institution, en)).toBe('No units are left when narrowed like this.')
})

test('the direction of gamma is told by the end it points at', () => {
  const seen = { answer: screening, association: table(screening) }
  expect(associationSentence(seen, model, outcome, en)).toBe(
    'Gamma is 0.61: as funding model moves towards “bundne midler”, systematics of screening mostly moves towards “andre redskaber”.',
  )
  const turned = { ...screening, counts: screening.counts.map((row) => row.toReversed()) }
  expect(associationSentence({ answer: turned, association: table(turned) }, model, outcome, en)).toContain(
    'mostly moves towards “erfaring”',
  )
})

test('a coefficient below 0.3 is not called a relation', () => {
  expect([0, 0.09, -0.2, 0.29, 0.3, -0.8].map(strengthOf)).toEqual([
    'none',
    'none',
    'weak',
    'weak',
    'clear',
    'clear',
  ])
})

test('pairs are told by medians and by how the ranks go', () => {
  const nominal = { ...model, scale: 'nominal' as const }
  expect(pairsSentence(grants, { kind: 'ranks' }, nominal, grant, institution, da)).toBe(
    'Medianen af ekstrabevilling er 8.600 ved »ikke-bundne midler« og 11.663 ved »bundne midler«.',
  )
  const number = { ...grant, id: 'children', label: { da: 'Børn', en: 'Children' } }
  const pairs = { ...grants, points: grants.points.map((point, i) => ({ ...point, x: i })) }
  const correlation = rankCorrelation([0, 1, 2, 3, 4], [1, 4, 2, 3, 5])
  expect(pairsSentence(pairs, { kind: 'ranks', correlation }, number, grant, institution, en)).toBe(
    "High children goes with high extra grant among the 5 institutions: Spearman's rank correlation is 0.70.",
  )
})

test('two numbers are told by their robust trend, with its interval or why there is none', () => {
  const number = { ...grant, id: 'children', label: { da: 'Børn', en: 'Children' }, measure: undefined }
  const seen = (x: number[], y: number[]) =>
    trendSentence({ kind: 'ranks', trend: theilSenLine(x, y) }, number, grant, da)
  const x = [1, 2, 3, 4, 5, 6]
  expect(seen(x, [10, 30, 20, 40, 60, 50])).toBe(
    'Langs den robuste trend (Theil–Sen) er ekstrabevilling (kr.) 10 højere for hver 1 mere i børn (95 %-interval -10 til 20).',
  )
  expect(seen([1, 2, 3], [3, 2, 1])).toBe(
    'Langs den robuste trend (Theil–Sen) er ekstrabevilling (kr.) 1 lavere for hver 1 mere i børn.',
  )
  expect(seen([1, 1, 1], [3, 2, 1])).toBe('Der er ingen trend, fordi børn er ens for alle.')
  expect(seen([], [])).toBe('')
  expect(trendSentence({ kind: 'ranks' }, number, grant, da)).toBe('')
})

test('response rates are told for the rounds that are asked about and know them', () => {
  const round = (id: string, invited?: number, answered?: number) => ({
    ...{
      id,
      label: { da: `runde ${id}`, en: id },
      instrument: 'i',
      version: 'v1',
      period: { from: '', to: '' },
    },
    ...(invited && { invited: { institution: invited } }),
    ...(answered !== undefined && { answered: { institution: answered } }),
  })
  const rounds = { rounds: [round('1', 40, 31), round('2', 40), round('3', 50, 0)] }
  const own: Unit = { ...institution, rounds: true }
  expect(responseRates(rounds, { where: [] }, own, da)).toEqual([
    'runde 1: 77,5\u00a0% (31 af 40)',
    'runde 3: 0\u00a0% (0 af 50)',
  ])
  const where = [{ variable: 'round', values: ['3'] }]
  expect(responseRates(rounds, { where }, own, en)).toEqual(['3: 0% (0 of 50)'])
  expect(responseRates(rounds, { where: [] }, institution, en)).toEqual([])
})

test('the caution names who was given the explanatory variable', () => {
  expect(caution(study, model, outcome, institution, 24, da)).toBe(
    'Det viser ikke, at tildelingsmodel er årsag til systematik i opsporing. Tildelingsmodel er givet til 6 kommuner, ikke til de 24 institutioner hver for sig, og enheder i samme kommune ligner hinanden.',
  )
  expect(caution(study, outcome, outcome, institution, 24, en)).not.toContain('given to')
})

test('who was left out is told with the reason', () => {
  const missing = [
    { variable: 'screening', reason: 'not_codable' as const, n: 1 },
    { variable: 'screening', reason: 'not_asked' as const, n: 0 },
  ]
  expect(missingLines(missing, [outcome], institution, da)).toEqual([
    '1 institution: systematik i opsporing kunne ikke kodes',
  ])
})

test('p-values that fall on both sides of 0.05 are said to disagree', () => {
  const values = namedPValues(table(smallGroups), en)
  expect(values.map(({ p }) => Math.round(p * 1000) / 1000)).toEqual([0.027, 0.017, 0.087, 0.059])
  expect(pVerdict(values, countOf(24, institution, en), en)).toBe(
    'The 4 p-values disagree: 2 are below 0.05, the others are not. With 24 institutions the answer depends on the way of computing, so it should not stand alone.',
  )
})

test('p-values on one side are said to agree', () => {
  const at = (...ps: number[]) =>
    pVerdict(
      ps.map((p) => ({ name: String(p), p })),
      '',
      en,
    )
  expect(at(0.01, 0.02)).toBe('Both are below 0.05: the way of computing does not change the answer.')
  expect(at(0.1, 0.2)).toBe('None of the 2 is below 0.05: the way of computing does not change the answer.')
  expect(at(0.1)).toBeUndefined()
})

test('an interval may have one end', () => {
  expect(intervalWords({ lower: 0.2241, upper: 1 }, da)).toBe('0,22 til 1,00')
  expect(intervalWords({ lower: 0.19, upper: undefined }, en)).toBe('above 0.19')
  expect(intervalWords(undefined, en)).toBe('none')
})

test('a label inside a sentence begins small unless it is an abbreviation', () => {
  expect(['Normering', 'SDQ ved start', 'I alt', '1 (mindst)'].map(inSentence)).toEqual([
    'normering',
    'SDQ ved start',
    'i alt',
    '1 (mindst)',
  ])
})
