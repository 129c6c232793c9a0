import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { access, mayUse, roles } from '#lib/server/access.ts'

const routes = join(import.meta.dirname, '../../src/routes')

test('every route on disk is in the table of roles, and every entry of the table is a route', () => {
  expect(Object.keys(access).sort()).toEqual(found('').sort())
})

test('a route that is not in the table is closed to all', () => {
  for (const role of [undefined, ...roles]) expect(mayUse('/secret', role)).toBe(false)
  expect(mayUse('constructor', 'admin')).toBe(false)
})

test('published figures are open to everyone', () => {
  for (const role of [undefined, ...roles]) expect(mayUse('/relations', role)).toBe(true)
})

function found(route: string): string[] {
  const folder = join(routes, route)
  const own = ['+page.svelte', '+server.ts'].some((file) => existsSync(join(folder, file)))
    ? [route || '/']
    : []
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [...own, ...inner.flatMap(({ name }) => found(`${route}/${name}`))]
}
