import type { Text } from './text.ts'

/** A figure given in running text, and what it should follow from. Without `is`, `atMost` or `range` it stands alone. */
export type Claim = {
  id: string
  place: string
  /** As printed: `14`, `5-10`, `6/7`. */
  printed: string
  /** What is counted: `institutions`, `percent`. */
  measure: string
  what: Text
  /** Part and whole as printed beside a share. */
  numerator?: string
  denominator?: string
  /** What the figure should be. */
  is?: Expression
  /** What it cannot exceed. */
  atMost?: Expression
  /** Both ends of a printed range. */
  range?: [Expression, Expression]
  /** What the printed numerator and denominator should be. */
  parts?: Expression
  outOf?: Expression
  file: string
  line: number
}

/** A number looked up or computed from what a study has published. */
export type Expression =
  /** `table/category/…/measure`; `*` sums over the categories of a dimension. */
  | { cell: string }
  /** The number of units of a kind, with the given categories, or with a number above or below. */
  | {
      count: string
      where?: Record<string, string[]>
      having?: { variable: string; above?: number; below?: number }
    }
  /** A size named in the study's design. */
  | { size: string }
  | { claim: string }
  | { lowest: string; of: string }
  | { highest: string; of: string }
  | { sum: Expression[] }
  | { difference: [Expression, Expression] }
  /** Part of whole in per cent. */
  | { share: [Expression, Expression] }
