import type { FileChange } from '@pejling/ledger'
import { parse } from 'yaml'
import type { Json } from './step.ts'

/** Files larger than this are not looked into to say what is different. */
const largest = 32 * 1024 * 1024

/** How many places are named at most. */
const named = 20

/** What is different between two versions of a file, by its place; `path` says by its end what kind of file it is. */
export function fileChanges(path: string, before: Buffer, now: Buffer): FileChange[] {
  const sizes: FileChange = { kind: 'bytes', before: before.byteLength, now: now.byteLength }
  if (Math.max(before.byteLength, now.byteLength) > largest) return [sizes]
  if (/\.(ya?ml|json)$/.test(path)) {
    try {
      const changes = valueChanges(parse(before.toString()) as Json, parse(now.toString()) as Json)
      return changes.length ? changes.slice(0, named) : [{ kind: 'note' }]
    } catch {
      return [sizes]
    }
  }
  return /\.(csv|tsv)$/.test(path) ? rowChanges(before.toString('latin1'), now.toString('latin1')) : [sizes]
}

/**
 * Where two values differ: things in a list are known by their `id`, else by their place. What differs deeper inside a
 * thing is told at the first level below it: `['variables', 'groups', 'categories']`.
 */
export function valueChanges(before: Json, now: Json, path: string[] = []): FileChange[] {
  if (isEqual(before, now)) return []
  const [a, b] = [partsOf(before), partsOf(now)]
  const inThing = path.length >= 3
  if (!a || !b || inThing) return [{ kind: 'entry', what: 'changed', path }]
  const names = new Set([...a.keys(), ...b.keys()])
  const changes = [...names].flatMap((name): FileChange[] => {
    const place = [...path, name]
    if (!b.has(name)) return [{ kind: 'entry', what: 'removed', path: place }]
    if (!a.has(name)) return [{ kind: 'entry', what: 'added', path: place }]
    return valueChanges(a.get(name), b.get(name), place)
  })
  // The same things in another order.
  return changes.length ? changes : [{ kind: 'entry', what: 'changed', path }]
}

function partsOf(value: Json): Map<string, Json> | undefined {
  if (Array.isArray(value)) {
    const ids = value.map((item, index) => idOf(item) ?? String(index + 1))
    return new Set(ids).size === ids.length ? new Map(ids.map((id, i) => [id, value[i]])) : undefined
  }
  return value !== null && typeof value === 'object' ? new Map(Object.entries(value)) : undefined
}

function idOf(value: Json): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const { id, variable } = value
  return typeof id === 'string' ? id : typeof variable === 'string' ? variable : undefined
}

function isEqual(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Rows are known by their first cell: one that went and one that came with the same is one that changed. */
function rowChanges(before: string, now: string): FileChange[] {
  const [a, b] = [linesOf(before), linesOf(now)]
  const gone = a.header.filter((name) => !b.header.includes(name))
  const come = b.header.filter((name) => !a.header.includes(name))
  const columns: FileChange[] = [
    ...(gone.length ? [{ kind: 'columns' as const, what: 'removed' as const, names: gone }] : []),
    ...(come.length ? [{ kind: 'columns' as const, what: 'added' as const, names: come }] : []),
  ]
  if (columns.length) return columns
  const left = new Map<string, number>()
  for (const line of a.rows) left.set(line, (left.get(line) ?? 0) + 1)
  const added: string[] = []
  for (const line of b.rows) {
    const n = left.get(line) ?? 0
    if (n) left.set(line, n - 1)
    else added.push(line)
  }
  const removed = [...left].flatMap(([line, n]) => Array<string>(n).fill(line))
  const keys = new Map<string, number>()
  for (const line of removed) keys.set(keyIn(line), (keys.get(keyIn(line)) ?? 0) + 1)
  let changed = 0
  for (const line of added) {
    const n = keys.get(keyIn(line)) ?? 0
    if (!n) continue
    keys.set(keyIn(line), n - 1)
    changed++
  }
  if (!added.length && !removed.length) return [{ kind: 'note' }]
  return [{ kind: 'rows', changed, added: added.length - changed, removed: removed.length - changed }]
}

function linesOf(text: string): { header: string[]; rows: string[] } {
  const [header = '', ...rows] = text.split(/\r?\n/)
  const cells = header.split(/[;,\t]/).map((cell) => cell.replace(/^"|"$/g, '').trim())
  return { header: cells, rows: rows.filter((line) => line !== '') }
}

function keyIn(line: string): string {
  return line.split(/[;,\t]/, 1)[0]
}
