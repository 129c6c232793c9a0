import { expect, test } from 'vitest'
import { clientAddressBehind } from '#lib/server/client-address.ts'

test('without a trusted proxy the connection says who asks, whatever a header says', () => {
  const addressOf = clientAddressBehind([])
  expect(addressOf('10.1.2.3', '8.8.8.8')).toBe('10.1.2.3')
  expect(addressOf('::ffff:10.1.2.3', undefined)).toBe('10.1.2.3')
  expect(addressOf(undefined, undefined)).toBe('')
})

test('a trusted proxy says who asks, and what stands left of its word is not believed', () => {
  const addressOf = clientAddressBehind(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
  expect(addressOf('127.0.0.1', '1.1.1.1, 8.8.8.8')).toBe('8.8.8.8')
  expect(addressOf('127.0.0.1', '1.1.1.1, 8.8.8.8, 10.0.0.7')).toBe('8.8.8.8')
  expect(addressOf('fd00::1', '2001:db8::5')).toBe('2001:db8::5')
  expect(addressOf('::ffff:127.0.0.1', '8.8.8.8')).toBe('8.8.8.8')
})

test('somebody who is no proxy of ours cannot say who he is', () => {
  expect(clientAddressBehind(['10.0.0.0/8'])('192.0.2.1', '127.0.0.1')).toBe('192.0.2.1')
})

test('a header that is no address ends the search', () => {
  const addressOf = clientAddressBehind(['10.0.0.0/8'])
  for (const header of [undefined, '', 'unknown', '8.8.8.8, <script>'])
    expect(addressOf('10.0.0.1', header)).toBe('10.0.0.1')
})
