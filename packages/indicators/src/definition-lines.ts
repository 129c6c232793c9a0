import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'

/**
 * The line each item of a list in a YAML file begins on, by what it is known by:
 * `definitionLines(codebook, 'variables')` is `{screening: 45}`. What cannot be read has no lines.
 */
export function definitionLines(text: string, list: string, key = 'id'): Record<string, number> {
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines })
  const items = document.get(list)
  if (!isSeq(items)) return {}
  return Object.fromEntries(
    items.items.flatMap((item): [string, number][] => {
      const id = isMap(item) ? item.get(key) : undefined
      return isMap(item) && id !== undefined ? [[String(id), lines.linePos(item.range![0]).line]] : []
    }),
  )
}
