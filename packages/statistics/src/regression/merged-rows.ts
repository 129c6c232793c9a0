/** A column as numbers from 0 to count - 1; nothing if it is nearly continuous. */
export type Key = { codes: Int32Array; count: number } | undefined

/** A number for each row, equal for equal rows. */
export type Merged = { ids: Int32Array; count: number }

/** Positions among the distinct numbers; nothing if so many differ that merging rows would not pay. */
export function distinctNumbers(values: Float64Array, used: Int32Array): Key {
  const positions = new Map<number, number>()
  const read = new Int32Array(values.length)
  for (let i = 0; i < used.length; i++) {
    const value = values[used[i]]
    let position = positions.get(value)
    if (position === undefined) {
      if (positions.size > 1000 && positions.size > 0.7 * i) return undefined
      positions.set(value, (position = positions.size))
    }
    read[used[i]] = position
  }
  return { codes: read, count: positions.size }
}

/** A number for each distinct combination of keys, row by row; nothing if a key cannot be merged. */
export function mergedRows(used: Int32Array, keys: Key[]): Merged | undefined {
  let merged: Merged = { ids: new Int32Array(used.length), count: used.length > 0 ? 1 : 0 }
  for (const key of keys) {
    if (!key) return undefined
    merged = renumbered(
      used.length,
      merged.count * key.count,
      (i) => merged.ids[i] * key.count + key.codes[used[i]],
    )
  }
  return merged
}

/** Numbers from 0, in order of first appearance, for keys below `bound`. */
export function renumbered(length: number, bound: number, keyOf: (index: number) => number): Merged {
  const ids = new Int32Array(length)
  let count = 0
  if (bound <= 4 * length + 4096) {
    const table = new Int32Array(bound)
    for (let i = 0; i < length; i++) ids[i] = (table[keyOf(i)] ||= ++count) - 1
    return { ids, count }
  }
  const table = new Map<number, number>()
  for (let i = 0; i < length; i++) {
    const key = keyOf(i)
    let id = table.get(key)
    if (id === undefined) table.set(key, (id = count++))
    ids[i] = id
  }
  return { ids, count }
}
