import { expect, test } from 'vitest'
import { deviceOf } from '#lib/people/device.ts'

const known: [string, string, { browser?: string; system?: string }][] = [
  [
    'Firefox on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    { browser: 'Firefox', system: 'Windows' },
  ],
  [
    'Edge, which also says Chrome and Safari',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
    { browser: 'Edge', system: 'Windows' },
  ],
  [
    'Safari on an iPhone, which also says Mac OS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    { browser: 'Safari', system: 'iPhone' },
  ],
  [
    'Chrome on Android, which also says Linux',
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36',
    { browser: 'Chrome', system: 'Android' },
  ],
  ['a program', 'curl/8.9.1', {}],
]

test.each(known)('%s is known by its own words', (_, userAgent, device) => {
  expect(deviceOf(userAgent)).toEqual(device)
})

test('one who says nothing has no device', () => {
  expect([deviceOf(null), deviceOf(undefined), deviceOf('')]).toEqual([{}, {}, {}])
})
