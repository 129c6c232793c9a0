import type { AuditFinding } from '@pejling/indicators'

/** The number a fact holds, as printed or as repaired; `undefined` if it holds none. */
export type Read = (key: string) => number | undefined

/**
 * How a rule fares with the numbers as they are: it holds to the digit, it holds if rounding is granted, it is broken,
 * it is one number short (`open`), or it has nothing to say.
 */
export type Outcome = 'exact' | 'rounding' | 'broken' | 'open' | 'idle'

export type Reason = AuditFinding['reason']

/**
 * Something that must be true of several printed numbers together. Rules know nothing of a particular table: they are
 * found from what tables, codebook and design say about themselves.
 */
export type Rule = {
  /** What a finding is reported under: `sum`, `percent`, `gamma` … */
  name: string
  /** Where the rule itself is reported if no single number can be blamed. */
  table: string
  address: string
  parts: string[]
  /** The part that was computed from the others, if there is one: it is blamed if nothing else speaks. */
  result?: string
  /** The parts this rule recomputes; the others it only uses. */
  checks: string[]
  test: (read: Read) => Outcome
  /** What a part would have to be for the rule to hold, all else as it is. */
  repairs?: (key: string, read: Read) => number[]
  /** Both sides in words of numbers, for the reader of a finding. */
  explain: (read: Read) => { reason: Reason; shown?: string; expected?: string }
}

/** A number without the dust of floating point. */
export function tidy(value: number, decimals = 10): number {
  const rounded = Number(value.toFixed(decimals))
  return Object.is(rounded, -0) ? 0 : rounded
}

/** How many decimals a print with this half unit has. */
export function decimalsOf(halfUnit: number): number {
  return Math.max(0, Math.round(-Math.log10(2 * halfUnit)))
}

/** Rounded as prints are, half away from zero, to the last digit a half unit stands for. */
export function roundTo(value: number, halfUnit: number): number {
  const unit = 2 * halfUnit
  const scaled = tidy(Math.abs(value) / unit, 6)
  return tidy(Math.sign(value) * Math.floor(scaled + 0.5) * unit)
}

/** Is a printed number what a computed one rounds to, or does it lie within half a unit of it? */
export function compare(printed: number, computed: number, halfUnit: number): Outcome {
  if (tidy(printed - roundTo(computed, halfUnit), 8) === 0) return 'exact'
  return Math.abs(printed - computed) <= halfUnit + 1e-9 ? 'rounding' : 'broken'
}
