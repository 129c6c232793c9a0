import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lightColours } from '@pejling/figures'
import { expect, test } from 'vitest'

test('a figure that stands alone has the colours of the page in light', () => {
  const style = readFileSync(join(import.meta.dirname, '../../src/app.css'), 'utf8')
  const named = [...style.matchAll(/(--[a-z-]+): light-dark\((#[0-9a-f]{6}),/g)]
  const own = new Map(named.map(([, name, light]) => [name, light]))
  expect(own.size).toBeGreaterThan(8)
  expect(lightColours).toEqual(own)
})
