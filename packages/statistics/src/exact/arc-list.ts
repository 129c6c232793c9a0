/** Growing columns of arcs: where each leads, what it adds to the statistic, how likely it is from its node. */
export class ArcList {
  length = 0
  #child: Int32Array
  #increment: Float64Array
  #chance: Float64Array

  constructor(capacity: number) {
    this.#child = new Int32Array(capacity)
    this.#increment = new Float64Array(capacity)
    this.#chance = new Float64Array(capacity)
  }

  push(child: number, increment: number, chance: number): void {
    if (this.length === this.#child.length) this.#grow()
    this.#child[this.length] = child
    this.#increment[this.length] = increment
    this.#chance[this.length++] = chance
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
    const child = new Int32Array(capacity)
    child.set(this.#child)
    this.#child = child
    const increment = new Float64Array(capacity)
    increment.set(this.#increment)
    this.#increment = increment
    const chance = new Float64Array(capacity)
    chance.set(this.#chance)
    this.#chance = chance
  }
}
