import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/**
 * Which room may import which: the table of `docs/rooms.md`, watched by a machine. A room may also never reach into
 * another one's files, only through its door, and the dashboard may know the databases in `src/lib/server` only; a type
 * costs nothing and may be named anywhere.
 */
const mayImport: Record<string, string[]> = {
  'packages/statistics': [],
  'packages/indicators': ['statistics'],
  'packages/warehouse': ['indicators'],
  'packages/association': ['statistics', 'indicators', 'warehouse'],
  'packages/archive': ['indicators', 'warehouse'],
  'packages/receive': ['indicators', 'warehouse'],
  'packages/figures': ['statistics', 'indicators', 'warehouse', 'association'],
  'packages/export': ['statistics', 'indicators', 'warehouse', 'association', 'figures'],
  'packages/notebook': ['statistics', 'indicators', 'warehouse', 'association', 'figures', 'export'],
  'packages/ledger': [],
  'packages/operation': ['indicators'],
  'pipelines/survey': ['statistics', 'indicators', 'warehouse', 'receive'],
  'pipelines/interviews': ['statistics', 'indicators', 'warehouse', 'receive'],
  'pipelines/derive': ['indicators', 'warehouse'],
  'pipelines/published': ['statistics', 'indicators', 'warehouse'],
  'pipelines/runner': [
    'statistics',
    'indicators',
    'warehouse',
    'association',
    'figures',
    'archive',
    'receive',
    'export',
    'notebook',
    'ledger',
    'operation',
    'pipeline-survey',
    'pipeline-interviews',
    'pipeline-derive',
    'pipeline-published',
  ],
  'apps/dashboard': [
    'statistics',
    'indicators',
    'warehouse',
    'association',
    'figures',
    'archive',
    'export',
    'notebook',
    'ledger',
    'operation',
  ],
}
const drivers: Record<string, string[]> = {
  '@duckdb/node-api': ['packages/warehouse'],
  kysely: ['packages/ledger'],
  pg: ['packages/ledger'],
}
const root = resolve(import.meta.dirname, '..')
const ignored = new Set(['node_modules', '.svelte-kit', 'build', '.turbo', '.pejling'])

const complaints = Object.keys(mayImport).flatMap((room) =>
  filesOf(join(root, room)).flatMap((file) => check(room, file)),
)
for (const complaint of complaints) console.error(complaint)
console.log(
  complaints.length ? `${complaints.length} imports cross a boundary` : 'every import runs downhill',
)
process.exitCode = complaints.length ? 1 : 0

function check(room: string, file: string): string[] {
  const place = relative(root, file).split(sep).join('/')
  const inTest = place.startsWith(`${room}/test/`)
  return importsOf(file).flatMap(({ name, isType }) => {
    if (name.startsWith('.')) {
      const target = relative(root, resolve(dirname(file), name))
        .split(sep)
        .join('/')
      return target.startsWith(`${room}/`) || target.startsWith('data/')
        ? []
        : [`${place}: imports ${target} by its path; import the room by its name, @pejling/…`]
    }
    const [, neighbour, inside] = /^@pejling\/([^/]+)(\/.*)?$/.exec(name) ?? []
    if (neighbour) {
      if (inside && !isDoor(neighbour, inside))
        return [`${place}: imports ${name}; expected a door of the room (exports in its package.json)`]
      const allowed =
        mayImport[room].includes(neighbour) || (inTest && room === 'apps/dashboard' && neighbour === 'runner')
      if (!allowed)
        return [`${place}: imports @pejling/${neighbour}, which ${room} may not; see docs/rooms.md`]
      const isDatabase = ['warehouse', 'association', 'archive', 'notebook', 'ledger'].includes(neighbour)
      if (isType) return []
      if (room === 'apps/dashboard' && isDatabase && !inTest && !isServerOnly(place))
        return [`${place}: imports @pejling/${neighbour}; the dashboard may do so in src/lib/server only`]
      return []
    }
    const owners = drivers[name]
    return owners && !owners.includes(room)
      ? [`${place}: imports ${name}, which only ${owners.join(' and ')} may know`]
      : []
  })
}

/** A room may have side doors beside its one, for who needs a little of it at every start. */
function isDoor(neighbour: string, inside: string): boolean {
  const text = readFileSync(join(root, 'packages', neighbour, 'package.json'), 'utf8')
  return `.${inside}` in (JSON.parse(text) as { exports: object }).exports
}

function isServerOnly(place: string): boolean {
  return (
    place.startsWith('apps/dashboard/src/lib/server/') ||
    place.startsWith('apps/dashboard/bench/') ||
    /\/(hooks|\+\w+)\.server\.ts$|\/\+server\.ts$/.test(place)
  )
}

function importsOf(file: string): { name: string; isType: boolean }[] {
  const source = readFileSync(file, 'utf8')
  const pattern =
    /(?:^|[\s;])(?:import|export)\s(type\s)?[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g
  return [...source.matchAll(pattern)].map(([, type, from, bare]) => ({
    name: from ?? bare,
    isType: type !== undefined,
  }))
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(path)
    return /\.(ts|js|svelte)$/.test(entry.name) ? [path] : []
  })
}
