/**
 * What every statistic answers with: plain objects that can be put into JSON as they are.
 * A number that means nothing is never returned: it is `undefined` and a warning says why.
 */

/** A two-sided interval; `method` says in words how it was made. */
export type Interval = { level: number; lower: number; upper: number; method: string }

/** A p-value that names how it was made: `alternative`, the reference distribution and, for Monte Carlo, its error. */
export type PValue = {
  p: number
  method: string
  alternative: 'two-sided' | 'greater' | 'less'
  /** Monte Carlo only: standard error of `p` and the number of draws. */
  se?: number
  draws?: number
  seed?: number
}

/** Something an honest reader must know, as a code with values, so that any language can say it. */
export type Warning = { code: string; values?: Record<string, number | string | boolean> }

/** An assumption the method makes; `met: undefined` = cannot be told from the numbers given. */
export type Assumption = { code: string; met: boolean | undefined; values?: Record<string, number | string> }

/** The part all results share. `estimate` is missing exactly when the statistic is undefined for these numbers. */
export type Result = {
  estimate: number | undefined
  /** Number of observations used (sum of weights if weighted). */
  n: number
  /** In words, with the source's name: "Goodman–Kruskal gamma". */
  method: string
  assumptions: Assumption[]
  warnings: Warning[]
}

/** Long work can be watched and stopped: `signal` aborts (throws its reason), `progress` gets a share from 0 to 1. */
export type Watch = { signal?: AbortSignal; progress?: (share: number) => void }
