/** Growing columns of arcs: where each leads, what it adds to the statistic, how likely it is from its node. */
export class ArcList {
  length = 0
  #child: Int32Array
  #increment: Float64Array
  #chance: Float64Array
  /** The arc added last for each child, and for each arc the one before it with the same child. */
  #latest = new Int32Array(64).fill(-1)
  #earlier: Int32Array

  constructor(capacity: number) {
    this.#child = new Int32Array(capacity)
    this.#increment = new Float64Array(capacity)
    this.#chance = new Float64Array(capacity)
    this.#earlier = new Int32Array(capacity)
  }

  push(child: number, increment: number, chance: number): void {
    if (this.length === this.#child.length) this.#grow()
    this.#child[this.length] = child
    this.#increment[this.length] = increment
    this.#chance[this.length++] = chance
  }

  /** Like `push`, but arcs since `from` with the same child and increment become one. */
  merge(from: number, child: number, increment: number, chance: number): void {
    while (child >= this.#latest.length)
      this.#latest = longer(this.#latest, new Int32Array(child * 2).fill(-1))
    for (let arc = this.#latest[child]; arc >= from; arc = this.#earlier[arc])
      if (Math.abs(this.#increment[arc] - increment) <= 1e-12 * (1 + Math.abs(increment))) {
        this.#chance[arc] += chance
        return
      }
    this.push(child, increment, chance)
    this.#earlier[this.length - 1] = this.#latest[child]
    this.#latest[child] = this.length - 1
  }

  trimmed() {
    return {
      child: this.#child.subarray(0, this.length),
      increment: this.#increment.subarray(0, this.length),
      chance: this.#chance.subarray(0, this.length),
    }
  }

  #grow(): void {
    const capacity = this.length * 2
    this.#child = longer(this.#child, new Int32Array(capacity))
    this.#increment = longer(this.#increment, new Float64Array(capacity))
    this.#chance = longer(this.#chance, new Float64Array(capacity))
    this.#earlier = longer(this.#earlier, new Int32Array(capacity))
  }
}

function longer<Numbers extends Int32Array | Float64Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from)
  return into
}
