import { expect, test } from 'vitest'
import { logFormat, openLog, withoutPersons } from '../src/index.ts'

const now = () => new Date('2026-11-21T08:00:00Z')

test('a line is one JSON object with time, level and event first', () => {
  const lines: string[] = []
  const log = openLog('json', { write: (line) => lines.push(line), now })
  log.info('request', {
    method: 'GET',
    route: '/relations',
    status: 200,
    milliseconds: 3.1,
    edition: undefined,
  })
  expect(lines).toEqual([
    '{"time":"2026-11-21T08:00:00.000Z","level":"info","event":"request","method":"GET","route":"/relations","status":200,"milliseconds":3.1}\n',
  ])
})

test('for a person the same is a line of words', () => {
  const lines: string[] = []
  const log = openLog('readable', { write: (line) => lines.push(line), now })
  log.info('request', { method: 'GET', route: '/relations', status: 200 })
  log.warn('ledger away', { seconds: 2 })
  expect(lines).toEqual([
    '08:00:00 request method=GET route=/relations status=200\n',
    '08:00:00 warn ledger away seconds=2\n',
  ])
})

test('an error keeps its kind, its code and its way through the program, and nothing of a person', () => {
  const lines: string[] = []
  const log = openLog('json', { write: (line) => lines.push(line), now })
  const problem = Object.assign(new TypeError('no account anna@kommune.dk\nsecond line'), { code: '23505' })
  log.error('page failed', problem, { route: '/people' })
  const said = JSON.parse(lines[0])
  expect(said).toMatchObject({
    ...{ level: 'error', event: 'page failed', route: '/people' },
    ...{ problem: 'no account [e-mail]', kind: 'TypeError', code: '23505' },
  })
  expect(said.at).toMatch(/log\.test\.ts/)
  expect(lines[0]).not.toMatch(/anna|second line/)
})

test('a line break in a field does not make a second line', () => {
  for (const format of ['json', 'readable'] as const) {
    const lines: string[] = []
    openLog(format, { write: (line) => lines.push(line), now }).warn('odd', { name: 'a\nb' })
    expect(lines[0].split('\n')).toHaveLength(2)
  }
})

test('readable in a terminal, JSON elsewhere, and as asked for before both', () => {
  expect([logFormat(undefined, true), logFormat(undefined, false), logFormat('json', true)]).toEqual([
    ...['readable', 'json', 'json'],
  ])
})

test('nothing that names a person or opens a door stays in a line', () => {
  const sieved: [text: string, clean: string][] = [
    ['mail to Anna.B+x@kommune.dk failed', 'mail to [e-mail] failed'],
    ['/people?mail=anna%40kommune.dk&page=2', '/people?[query]'],
    ['anna%40kommune.dk', '[e-mail]'],
    ['søren@ærø.dk', '[e-mail]'],
    ['postgres://pejling:hemmelig@db:5432/x', 'postgres://[hidden]@db:5432/x'],
    ['child 010119-1234 in row 7', 'child [number] in row 7'],
    ['/setup/3FhZ0pQ8r5tYwVbN2mKjL7sXcD9gTqAe', '/setup/[token]'],
    [`secret ${'0123456789abcdef'.repeat(4)}`, 'secret [token]'],
    ['edition 0123456789abcdef', 'edition 0123456789abcdef'],
    ['at /node_modules/.pnpm/kysely@0.29.9/x.js:3:1', 'at /node_modules/.pnpm/kysely@0.29.9/x.js:3:1'],
    ['round2.csv:214 q7: expected 1 to 5, found 6', 'round2.csv:214 q7: expected 1 to 5, found 6'],
  ]
  for (const [text, clean] of sieved) expect(withoutPersons(text)).toBe(clean)
})
