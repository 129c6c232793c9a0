import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Attributes that are read out or shown. */
const told =
  /^(aria-(label|description|roledescription|valuetext)|title|alt|placeholder|label|heading|summary)$/
/** A name, a key, and the sign of a count: the same in every language. */
const same = ['Pejling', 'Ctrl K']

test('no page says a word that is not in the catalogues', () => {
  const found = files
    .filter((file) => file.endsWith('.svelte'))
    .flatMap((file) => {
      const { fragment } = parse(read(file), { modern: true })
      return textsOf(fragment).map((text) => `${file}: ${text}`)
    })
  expect(found).toEqual([])
})

test('no program text is Danish outside the catalogues', () => {
  const letters = /(['"`])(?:(?!\1).)*[æøåÆØÅ](?:(?!\1).)*\1/
  const found = files
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .flatMap((file) =>
      read(file)
        .split('\n')
        .filter(
          (line) => letters.test(line) && !/^\s*(\/?\*|\/\/)/.test(line) && !/replaceAll\('[æøå]'/.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})

/** Text of two letters or more that stands in a template as it is. */
function textsOf(node: unknown, attribute = ''): string[] {
  if (Array.isArray(node)) return node.flatMap((part) => textsOf(part, attribute))
  if (!node || typeof node !== 'object') return []
  const { type, data, name } = node as { type?: string; data?: string; name?: string }
  if (type === 'Text' && (!attribute || told.test(attribute))) {
    const text = (data ?? '').trim()
    return /\p{L}{2}/u.test(text) && !same.includes(text) ? [text] : []
  }
  const inside = type === 'Attribute' ? (name ?? '') : attribute
  return Object.values(node).flatMap((part) => textsOf(part, inside))
}
