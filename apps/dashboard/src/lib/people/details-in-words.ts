import type { Words } from '#lib/words/words.ts'

/** What an entry of the log tells besides who did what, each as `name: value` in the reader's language; what was before comes
 * first. */
export function detailsInWords(
  details: Record<string, unknown>,
  names: Record<string, string>,
  words: Words,
): string[] {
  const inOrder = Object.entries(details).sort(([a], [b]) => Number(b === 'from') - Number(a === 'from'))
  return inOrder.flatMap(([name, value]) => {
    const said = valueInWords(value, names, words)
    return said ? [`${words.find(`log.detail.${name}`) ?? name}: ${said}`] : []
  })
}

function valueInWords(value: unknown, names: Record<string, string>, words: Words): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return words.say(value ? 'log.yes' : 'log.no')
  if (Array.isArray(value)) return words.list(value.map((one) => valueInWords(one, names, words)))
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueInWords(inner, names, words)}`)
      .join(', ')
  const text = String(value)
  const [, right, study] = /^(rows|excerpts|unsuppressed) of (\S+)$/.exec(text) ?? []
  if (right) return words.say('people.right.one', { right: words.find(`right.${right}`) ?? right, study })
  const kinds = ['role', 'right', 'log.value', 'log.actor']
  return names[text] ?? kinds.map((kind) => words.find(`${kind}.${text}`)).find(Boolean) ?? text
}
