import { expect, test } from 'vitest'
import { codebook, header, row, sent } from '../sent.ts'

test('a file without anything wrong is loaded with all its values', async () => {
  const { told, loaded, failedRows, stopping } = await sent([row(1), row(2, { mood: 'ved ikke', hours: '' })])
  expect(told).toEqual([])
  expect({ failedRows, stopping }).toEqual({ failedRows: 0, stopping: 0 })
  expect(await loaded()).toMatchObject([
    {
      line: 2,
      round: '2026',
      mood: 'good',
      hours: 37.5,
      grant: 1234,
      day: '2026-03-02',
      remark: 'Det går fint.',
    },
    { line: 3, mood: null, mood__missing: 'not_answered', hours: null, hours__missing: 'not_answered' },
  ])
})

test('a row that sums up the others stops, unless somebody says that a unit is called so', async () => {
  const keyed = (key: string, at: number) => row(at, { child_id: key })
  const lines = [
    row(1),
    ...['I alt', 'Hovedtotal', 'SUM:'].map(keyed),
    keyed('Sumatra', 4),
    keyed('Totaliteten', 5),
  ]
  const { told, problem } = await sent(lines)
  expect(told).toEqual(['stops 3 child_id total-row: expected a child, found a row that sums up others (3)'])
  expect(problem('total-row')).toMatchObject({ rows: [3, 4, 5], acceptable: true })
  const accepted = [{ rule: 'total-row', variable: 'child_id', note: 'A child is called so.' }]
  const said = await sent(lines, { reading: { accepted } })
  expect([said.stopping, (await said.loaded()).length]).toEqual([0, 6])
})

test('one problem stands for a value that is wrong, with its rows, how often and what it is nearest to', async () => {
  const { problems } = await sent([
    row(1, { mood: 'glat' }),
    row(2, { mood: 'Glat ' }),
    row(3, { mood: 'glat' }),
  ])
  expect(problems).toEqual([
    {
      ...{ file: 'sent.csv', row: 2, rows: [2, 4], variable: 'mood', heading: 'mood', rule: 'category' },
      ...{ severity: 'stops', acceptable: true, value: 'glat', nearest: 'good', count: 2 },
      message: 'expected good, so-so or bad, found glat (did you mean good?)',
    },
    {
      ...{ file: 'sent.csv', row: 3, rows: [3], variable: 'mood', heading: 'mood', rule: 'category' },
      ...{ severity: 'stops', acceptable: true, value: 'Glat', nearest: 'good' },
      message: 'expected good, so-so or bad, found Glat (did you mean good?)',
    },
  ])
})

test('numbers are read by the marks the codebook names and by no others', async () => {
  const wrong = ['1.5', '1,2,3', '1e', 'inf', '-nan', '12 timer', '4-5']
  const { told } = await sent(wrong.map((hours, at) => row(at, { hours })))
  expect(told).toEqual(
    wrong.map((hours, at) => `stops ${at + 2} hours type: expected a number, found ${hours}`),
  )
  for (const hours of ['1.5', 'inf', '12 timer'])
    expect((await sent([row(1, { hours })])).told).toEqual([
      `stops 2 hours type: expected a number, found ${hours}`,
    ])
  const { loaded } = await sent([
    row(1, { grant: '1.234.567,5' }),
    row(2, { grant: '-12' }),
    row(3, { grant: '1234,5' }),
    row(4, { hours: ' 7,25 ' }),
  ])
  expect((await loaded()).map(({ grant, hours }) => [grant, hours])).toEqual([
    [1234567.5, 37.5],
    [-12, 37.5],
    [1234.5, 37.5],
    [1234, 7.25],
  ])
  const grouped = await sent([row(1, { grant: '12.34' }), row(2, { grant: '1.2345' })])
  expect(grouped.told).toEqual([
    'stops 2 grant type: expected a number, found 12.34',
    'stops 3 grant type: expected a number, found 1.2345',
  ])
})

test('a number outside its range, a day that is none and a day outside the round are told', async () => {
  const { told } = await sent([
    row(1, { hours: '61' }),
    row(2, { day: '31-02-2026' }),
    row(3, { day: '03-31-2026' }),
    row(4, { day: '28-02-2026' }),
    row(5, { day: '2026-03-31' }),
    row(6, { day: '01-03-26' }),
  ])
  expect(told).toEqual([
    'stops 2 hours range: expected 0 to 60, found 61',
    'stops 3 day type: expected a day as dd-mm-yyyy, found 31-02-2026',
    'stops 4 day type: expected a day as dd-mm-yyyy, found 03-31-2026',
    'warns 5 day outside-round: expected a day from 2026-03-01 to 2026-03-31, found another',
    'stops 7 day type: expected a day as dd-mm-yyyy, found 01-03-26',
  ])
  expect((await sent([row(1, { day: '01-03-26' })])).told).toEqual([
    'stops 2 day type: expected a day as dd-mm-yyyy, found 01-03-26',
  ])
})

test('a combination the codebook says cannot be is told with its lines, and missing cells break nothing', async () => {
  const { told } = await sent([
    row(1, { hours: '50', mood: 'ked af det' }),
    row(2, { hours: '55', mood: 'glad' }),
    row(3, { hours: '55', mood: '' }),
    row(4, { hours: '', mood: 'ked af det' }),
  ])
  expect(told).toEqual([
    'stops 2 hours rule:long-days: expected no long hours where a child is sad, found otherwise',
  ])
})

test('an unknown institution is told with the one that is the same but for what a spreadsheet takes away', async () => {
  const { problems } = await sent([
    row(1, { institution_id: '7' }),
    row(2, { institution_id: 'I9' }),
    row(3, { institution_id: 'solsiken' }),
  ])
  expect(problems.map(({ value, nearest, acceptable }) => ({ value, nearest, acceptable }))).toEqual([
    { value: '7', nearest: '007', acceptable: false },
    { value: 'I9', acceptable: false },
    { value: 'solsiken', nearest: 'Solsikken', acceptable: false },
  ])
})

test('what a sender calls an institution is read as its alias', async () => {
  const aliases = { institution_id: { A: 'I1', '1': 'I1', '7': '007' } }
  const { told, loaded } = await sent(
    ['A', '1', '7', 'I2'].map((institution_id, at) => row(at, { institution_id })),
    { reading: { aliases } },
  )
  expect(told).toEqual([])
  expect((await loaded()).map((one) => one.institution_id)).toEqual(['I1', 'I1', '007', 'I2'])
})

test('keys that are missing or stand twice are told and cannot be accepted', async () => {
  const { problems } = await sent([row(1), row(1), row(2, { child_id: '' })])
  expect(
    problems.map(({ row, rule, acceptable }) => ({ row, rule, acceptable: acceptable ?? false })),
  ).toEqual([
    { row: 3, rule: 'duplicate-key', acceptable: false },
    { row: 4, rule: 'missing-key', acceptable: false },
  ])
})

test('free text in a coded column is counted and never shown', async () => {
  const long = 'barnet har det svært når mor går om morgenen og det tager tid'
  const { problems } = await sent([
    row(1, { mood: long }),
    row(2, { mood: `${long} igen` }),
    row(3, { mood: 'Anna' }),
  ])
  expect(problems).toEqual([
    {
      ...{ file: 'sent.csv', row: 2, rows: [2, 3, 4], variable: 'mood', heading: 'mood', rule: 'free-text' },
      ...{
        severity: 'stops',
        acceptable: true,
        count: 3,
        message: 'expected a coded value, found free text',
      },
    },
  ])
})

test('a column with hundreds of other words is read all the same', async () => {
  const lines = Array.from({ length: 700 }, (_, at) => row(at, { mood: at === 699 ? ' GLAD ' : `x${at}` }))
  const { problems, failedRows } = await sent(lines)
  expect(problems).toHaveLength(20)
  expect(problems.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(699)
  expect(failedRows).toBe(699)
})

test('a confirmed match decides which column holds what, and what was left out is noted', async () => {
  const match = {
    ...Object.fromEntries(header.split(';').map((name) => [name, name])),
    mood: null,
    humør: 'mood',
  }
  const { told, loaded } = await sent([`${row(1, { mood: 'xx' })};ked af det`], {
    top: `${header};humør`,
    reading: { match },
  })
  expect(told).toEqual(['notes 1 mood unknown-column: column mood is left out'])
  expect((await loaded())[0].mood).toBe('bad')
})

test('marks a person chose go before the codebook’s', async () => {
  const { told, loaded } = await sent([row(1, { hours: '37.5', grant: '1,234.5', day: '03-02-2026' })], {
    reading: {
      choices: { decimal: '.', thousands: ',', dateOrder: 'mdy' },
      chosen: ['decimal', 'thousands', 'dateOrder'],
    },
  })
  expect(told).toEqual([])
  expect((await loaded())[0]).toMatchObject({ hours: 37.5, grant: 1234.5, day: '2026-03-02' })
})

test('rows are numbered by their place in a file larger than one block', async () => {
  const lines = Array.from({ length: 130_000 }, (_, at) => row(at, at === 125_000 ? { hours: '99' } : {}))
  const { told } = await sent(lines)
  expect(told).toEqual(['stops 125002 hours range: expected 0 to 60, found 99'])
}, 120_000)

test('a rule of the codebook that speaks of a column that is not there is left aside', async () => {
  const short = header.replace(';mood', '')
  const { told } = await sent([row(1).replace(';glad', '')], { top: short, codebook })
  expect(told).toEqual(['stops 1 mood missing-column: expected a column mood, found none'])
})
