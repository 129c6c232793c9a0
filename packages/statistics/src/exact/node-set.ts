/** Distinct nodes, found by their number; open addressing, since a Map of doubles is several times slower. */
export class NodeSet {
  #rows: number
  #radix: Float64Array
  #keys = new Float64Array(256).fill(-1)
  #indexes = new Int32Array(256)
  #left = new Int32Array(1024)
  #size = 0

  constructor(rows: number, radix: Float64Array) {
    this.#rows = rows
    this.#radix = radix
  }

  indexOf(left: Int32Array): number {
    let key = 0
    for (let i = 0; i < this.#rows; i++) key += left[i] * this.#radix[i]
    const mask = this.#keys.length - 1
    let slot = spread(key) & mask
    while (this.#keys[slot] !== -1) {
      if (this.#keys[slot] === key) return this.#indexes[slot]
      slot = (slot + 1) & mask
    }
    this.#keys[slot] = key
    this.#indexes[slot] = this.#size
    const start = this.#size * this.#rows
    if (start + this.#rows > this.#left.length) {
      const longer = new Int32Array(this.#left.length * 2 + this.#rows)
      longer.set(this.#left)
      this.#left = longer
    }
    for (let i = 0; i < this.#rows; i++) this.#left[start + i] = left[i]
    this.#size++
    if (this.#size * 2 > this.#keys.length) this.#rehash()
    return this.#size - 1
  }

  nodes(): Int32Array {
    return this.#left.subarray(0, this.#size * this.#rows)
  }

  #rehash(): void {
    const keys = this.#keys
    const indexes = this.#indexes
    this.#keys = new Float64Array(keys.length * 4).fill(-1)
    this.#indexes = new Int32Array(keys.length * 4)
    const mask = this.#keys.length - 1
    keys.forEach((key, old) => {
      if (key === -1) return
      let slot = spread(key) & mask
      while (this.#keys[slot] !== -1) slot = (slot + 1) & mask
      this.#keys[slot] = key
      this.#indexes[slot] = indexes[old]
    })
  }
}

function spread(key: number): number {
  const high = Math.floor(key / 4294967296)
  let hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) >>> 8
}
