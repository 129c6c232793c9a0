/** Random numbers that come again with the same seed. */
export type SeededRandom = {
  /** The seed that gives the same numbers again. */
  seed: number
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number
  /** A whole number in 0 … below - 1, without modulo bias (below ≤ 2³²). */
  integer(below: number): number
  /** A standard normal number (Box and Muller 1958). */
  normal(): number
  /** Shuffles in place (Fisher–Yates; Knuth 1969, algorithm P) and returns the same array. */
  shuffle<Items extends ShuffleArray>(items: Items): Items
}

type ShuffleArray = { readonly length: number; [index: number]: unknown }

/**
 * A generator of random numbers from a 32-bit seed: Doty-Humphrey's sfc32 (PractRand 2010), warmed up by
 * fifteen steps. The same seed gives the same numbers on every machine.
 *
 * @param seed a whole number from 0 to 2³² - 1
 * @throws `invalid seed; not a whole number from 0 to 4294967295: …`
 * @example seededRandom(1).shuffle([1, 2, 3])
 */
export function seededRandom(seed: number): SeededRandom {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(`invalid seed; not a whole number from 0 to 4294967295: ${seed}`)
  let a = 0x9e3779b9 | 0
  let b = 0x243f6a88 | 0
  let c = seed | 0
  let counter = 1
  for (let i = 0; i < 15; i++) bits()
  return { seed, uniform, integer, normal, shuffle }

  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  function uniform(): number {
    return ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992
  }

  function integer(below: number): number {
    const limit = 4294967296 - (4294967296 % below)
    let drawn = bits()
    while (drawn >= limit) drawn = bits()
    return drawn % below
  }

  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  }

  function shuffle<Items extends ShuffleArray>(items: Items): Items {
    for (let i = items.length - 1; i > 0; i--) {
      const j = integer(i + 1)
      const held = items[i]
      items[i] = items[j]
      items[j] = held
    }
    return items
  }
}
