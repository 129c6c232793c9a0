import { solvers as agreement } from './reference/kinds/agreement.ts'
import { solvers as change } from './reference/kinds/change.ts'
import { solvers as margins } from './reference/kinds/margins.ts'
import { solvers as regression } from './reference/kinds/regression.ts'
import { solvers as samples } from './reference/kinds/samples.ts'
import { solvers as tables } from './reference/kinds/tables.ts'

/** `"Inf"`, `"-Inf"`, `"NaN"`, `"NA"` stand for what JSON has no number for; NaN and NA mean undefined. */
export type Expected = number | string | boolean | (number | string)[]

/** The named numbers of one kind of case. The input's shape is that of `reference/public_cases.json`. */
export type Solver = (input: never) => Record<string, Expected>

const solvers: Record<string, Solver> = {
  ...tables,
  ...regression,
  ...agreement,
  ...change,
  ...samples,
  ...margins,
}

/**
 * Computes every named number of a reference case with this package.
 *
 * @throws `unknown kind of reference case: …`
 */
export function solve(kind: string, input: unknown): Record<string, Expected> {
  const solver = solvers[kind]
  if (!solver) throw new Error(`unknown kind of reference case: ${kind}`)
  return solver(input as never)
}
