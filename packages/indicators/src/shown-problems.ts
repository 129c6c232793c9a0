import type { Viewer } from './disclosure.ts'
import type { Problem } from './problem.ts'

/** In the place of what a problem says, for one who may not read it. */
export const hiddenProblem = 'shown to those who may see all counts and rows of the study'

/**
 * What somebody may see of a study's problems. What is wrong in a file written by hand (it has a column) is for all; any
 * other may tell a value, a line or a count, and of a study that is not open only its file, variable and rule are told to
 * those who may not see all of it.
 */
export function shownProblems<One extends Problem>(problems: One[], { sees, rows }: Viewer): One[] {
  if (sees === 'all' && rows) return problems
  return problems.map((problem) => {
    if (problem.column !== undefined) return problem
    const { row: _row, rows: _rows, count: _count, value: _value, nearest: _nearest, ...rest } = problem
    return { ...rest, message: hiddenProblem } as One
  })
}
