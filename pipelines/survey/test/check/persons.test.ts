import { expect, test } from 'vitest'
import { codebook, header, row, sent } from '../sent.ts'

const remarks = (texts: string[]) => texts.map((remark, at) => row(at, { remark }))

test('a civil registration number with a day that is, with and without hyphen, stops', async () => {
  const { problems } = await sent(
    remarks(['070761-4285', 'se 0707614285 for mere', '070761 4285', '0707614285', '290200-1234']),
  )
  expect(problems).toEqual([
    {
      ...{ file: 'sent.csv', row: 2, rows: [2, 3, 4, 5, 6], variable: 'remark', heading: 'remark', count: 5 },
      ...{ rule: 'person-cpr', severity: 'stops', acceptable: false },
      message: 'expected nothing that names a person, found a civil registration number',
    },
  ])
})

test('a number of somebody who is not in the register, with 60 added to the day, stops as well', async () => {
  const numbers = ['670761-4285', 'se 6707614285 for mere', '911212 1234', '890200-1234', '7101014285']
  const { told } = await sent(remarks(numbers))
  expect(told).toEqual([
    'stops 2 remark person-cpr: expected nothing that names a person, found a civil registration number (5)',
  ])
  const none = ['600101-1234', '911102-1234', '900230-1234', '890201-1234', '921201-1234', '671301-1234']
  expect((await sent(remarks(none))).told).toEqual([])
})

test('numbers that only look like one are no alarm', async () => {
  const { told } = await sent(
    remarks([
      ...['310290-1234', '290201-1234', '999999-9999', '01019012345', '00101901234', '2026-03-01 12:30'],
      ...[
        'P-nr. 1003456789',
        'sagsnr 0101901234',
        '1.010.190.123',
        '25000000 kr',
        'CVR 29189846',
        'uge 42 43 44 45',
      ],
      ...[
        '12 34 56 78 90',
        '20240315',
        '2021-2022',
        '0-2 år, 3-5 år',
        'skriv til @kommunen',
        '3,14159265358979',
      ],
    ]),
  )
  expect(told).toEqual([])
})

test('amounts as large as a civil registration number are numbers', async () => {
  const amounts = [
    '1010101010',
    '2020202020',
    '3030303030',
    '1234567890',
    '5555555555',
    '20304050',
    '9876543210',
  ]
  const { told } = await sent(amounts.map((grant, at) => row(at, { grant })))
  expect(told).toEqual([])
})

test('civil registration numbers in a column of numbers are found by their days and sums', async () => {
  const days = ['070761', '010118', '150219', '311220']
  const civil = days.map((day) => serials(day).find(isWeighted)!)
  const { told } = await sent(civil.map((grant, at) => row(at, { grant })))
  expect(told).toEqual([
    'stops 2 grant person-cpr: expected nothing that names a person, found a civil registration number (4)',
  ])
  const unweighted = days.map((day) => serials(day).find((number) => !isWeighted(number))!)
  expect((await sent(unweighted.map((grant, at) => row(at, { grant })))).told).toEqual([])
})

test('a running number of ten digits is none of a person, whatever day it begins with', async () => {
  const places = Array.from({ length: 40 }, (_, at) => `10${String(1_000_001 + at * 37).padStart(8, '0')}`)
  const { told } = await sent(remarks(places))
  expect(told).toEqual([])
})

test('business numbers are no telephone numbers, and telephone numbers are', async () => {
  const business = ['29189846', '10150817', '61056416', '24256790']
  expect(business.every(isBusiness)).toBe(true)
  expect((await sent(remarks(business))).told).toEqual([])
  const { told, problem } = await sent(
    remarks([
      '20304050',
      '+45 20 30 40 50',
      'ring 20304051.',
      'tlf: 8612 3456',
      '86 12 34 56',
      '0045 86123456',
    ]),
  )
  expect(told).toEqual([
    'stops 2 remark person-phone: expected nothing that names a person, found a telephone number (6)',
  ])
  expect(problem('person-phone')?.acceptable).toBe(true)
})

test('e-mail addresses with Danish letters stop', async () => {
  const { told } = await sent(remarks(['skriv til børge.ø@køge.dk', 'a@b.dk', 'ingen']))
  expect(told).toEqual([
    'stops 2 remark person-email: expected nothing that names a person, found an e-mail address (2)',
  ])
})

test('a first name with a last name stops, in any case where it is all of the cell', async () => {
  const { told } = await sent(
    remarks(['Anna Jensen', 'anna jensen', 'JENSEN, ANNA', 'Mor, Fatima Abdi, var med', 'Jens P. Møller']),
  )
  expect(told).toEqual(['stops 2 remark person-name: expected nothing that names a person, found a name (5)'])
})

test('words that are also names are no alarm', async () => {
  const { told } = await sent(
    remarks([
      ...[
        'Vi har Storm på legepladsen',
        'Per barn er der 37 timer',
        'Børnehaven Solsikken',
        'Godt samarbejde med PPR',
      ],
      ...['meget glad', 'Københavns Kommune', 'Sten, saks og papir', 'liv og glade dage', 'Peter og Ulven'],
    ]),
  )
  expect(told).toEqual([])
})

test('a column of first names stops, a few among other words do not', async () => {
  const names = await sent(remarks(['Anna', 'Ida', 'Noah', 'Mads', 'Freja', 'Ukendt']))
  expect(names.told).toEqual([
    'stops 2 remark person-name: expected nothing that names a person, found a name (5)',
  ])
  const few = await sent(remarks(['Anna', 'Ida', 'god', 'dårlig', 'ja', 'nej', 'måske']))
  expect(few.told).toEqual([])
})

test('a person in a coded column is told as one, and nothing of it is shown', async () => {
  const { problems } = await sent([
    row(1, { mood: '070761-4285' }),
    row(2, { mood: 'Anna Jensen' }),
    row(3, { hours: '0707614285' }),
    row(4, { hours: 'a@b.dk' }),
  ])
  expect(problems.map(({ rule }) => rule)).toEqual([
    'person-cpr',
    'person-name',
    'person-cpr',
    'person-email',
  ])
  expect(JSON.stringify(problems)).not.toMatch(/4285|Anna|a@b/)
})

test('a column that is left out is looked at too, and may be accepted', async () => {
  const lines = [`${row(1)};a@b.dk`, `${row(2)};c@d.dk`]
  const { problems } = await sent(lines, { top: `${header};email` })
  expect(problems).toMatchObject([
    { rule: 'unknown-column', heading: 'email' },
    { rule: 'person-email', heading: 'email', severity: 'stops', acceptable: true, count: 2 },
  ])
  const accepted = [{ rule: 'person-email', column: 'email', note: 'not loaded' }]
  const again = await sent(lines, { top: `${header};email`, reading: { accepted } })
  expect(again.stopping).toBe(0)
  expect(again.problem('person-email')).toMatchObject({ severity: 'notes', accepted: 'not loaded' })
})

test('thousands of columns nobody knows are looked at in one pass and told in few words', async () => {
  const more = Array.from({ length: 3000 }, (_, at) => `x${at}`)
  const cells = (at: number) => more.map((name) => (at === 2 && name === 'x2999' ? 'a@b.dk' : 'meget godt'))
  const lines = [1, 2, 3].map((at) => [row(at), ...cells(at)].join(';'))
  const { problems, told } = await sent(lines, { top: [header, ...more].join(';') })
  expect(problems).toHaveLength(101)
  expect(told.at(-2)).toBe(
    'warns 1 x99 unknown-column: expected columns of the codebook, found x99 and 2900 more',
  )
  expect(told.at(-1)).toBe(
    'stops 3 x2999 person-email: expected nothing that names a person, found an e-mail address',
  )
}, 60_000)

test('what the codebook marks as identifiers is meant for persons and replaced', async () => {
  const marked = {
    ...codebook,
    variables: codebook.variables.map((variable) =>
      variable.id === 'child_id' ? { ...variable, disclosure: 'identifier' as const } : variable,
    ),
  }
  const lines = [row(1, { child_id: '070761-4285' }), row(2, { child_id: '070761-4286' })]
  const pseudonyms = { child_id: { '070761-4285': 'p7k2', '070761-4286': 'q9x4' } }
  const { told, loaded, preview } = await sent(lines, { codebook: marked, pseudonyms })
  expect(told).toEqual([])
  expect((await loaded()).map(({ child_id: id }) => id)).toEqual(['p7k2', 'q9x4'])
  expect(JSON.stringify(preview)).not.toContain('070761')
  const without = await sent(lines, { codebook: marked, pseudonyms: { child_id: { '070761-4285': 'p7k2' } } })
  expect(without.told).toEqual([
    'stops - child_id pseudonym: expected a pseudonym for each identifier, found none',
  ])
})

function serials(day: string): string[] {
  return Array.from({ length: 100 }, (_, at) => `${day}${4000 + at}`)
}

function isWeighted(number: string): boolean {
  return sum(number, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

function isBusiness(number: string): boolean {
  return sum(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

function sum(number: string, weights: number[]): number {
  return weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
}
