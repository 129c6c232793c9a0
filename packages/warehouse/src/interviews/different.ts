/** Counts different things at so many places. All of one thing that is told of a place is told without another between. */
export class Different {
  readonly counts: Int32Array
  readonly #last: Int32Array

  constructor(places: number) {
    this.counts = new Int32Array(places)
    this.#last = new Int32Array(places).fill(-1)
  }

  /** `thing` is a number from 0. */
  add(place: number, thing: number): void {
    if (this.#last[place] === thing) return
    this.#last[place] = thing
    this.counts[place]++
  }
}
