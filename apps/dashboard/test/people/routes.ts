import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../src/routes')
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback']

/** Every route on disk: a folder with a page or an endpoint. */
export function routesOnDisk(route = ''): string[] {
  const folder = join(root, route)
  const files = ['+page.svelte', '+page.server.ts', '+page.ts', '+server.ts']
  const own = files.some((file) => existsSync(join(folder, file))) ? [route || '/'] : []
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [...own, ...inner.flatMap(({ name }) => routesOnDisk(`${route}/${name}`))]
}

/** Every door on disk, from what the modules themselves export. */
export async function doorsOnDisk(): Promise<string[]> {
  const doors = await Promise.all(routesOnDisk().map(doorsOf))
  return doors.flat().sort()
}

async function doorsOf(route: string): Promise<string[]> {
  const folder = join(root, route)
  const [page, endpoint] = await Promise.all(
    ['+page.server.ts', '+server.ts'].map(async (file) =>
      existsSync(join(folder, file)) ? ((await import(join(folder, file))) as Record<string, unknown>) : {},
    ),
  )
  const actions = Object.keys((page.actions as object | undefined) ?? {})
  return [
    ...(existsSync(join(folder, '+page.svelte')) ? [`GET ${route}`] : []),
    ...actions.map((name) => (name === 'default' ? `POST ${route}` : `POST ${route}?/${name}`)),
    ...methods.filter((method) => method in endpoint).map((method) => `${method} ${route}`),
  ]
}
