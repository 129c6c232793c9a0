/** One equation: what the variables named add up to. */
export type Equation = { members: number[]; total: number }

/**
 * A simplex tableau of { x ≥ 0 : equations } at a feasible vertex. `variables` counts the slack variables of
 * cuts too, the last column is the right-hand side. `costs` are the reduced costs of the last objective.
 */
export type Programme = {
  variables: number
  rows: Float64Array[]
  basis: number[]
  costs: Float64Array
}

const tiny = 1e-9

/**
 * Finds a vertex of { x ≥ 0 : equations }; `undefined` if there is none. Dense, two-phase: an artificial
 * variable per equation is driven to 0, repeated equations are dropped.
 */
export function linearProgramme(variables: number, equations: Equation[]): Programme | undefined {
  const rows = equations.map(({ members, total }) => {
    const row = new Float64Array(variables + 1)
    const sign = total < 0 ? -1 : 1
    for (const variable of members) row[variable] += sign
    row[variables] = sign * total
    return row
  })
  const costs = new Float64Array(variables + 1)
  for (const row of rows) for (let j = 0; j <= variables; j++) costs[j] += row[j]
  const programme: Programme = { variables, rows, basis: rows.map(() => -1), costs }
  climb(programme)
  const scale = 1 + equations.reduce((largest, { total }) => Math.max(largest, Math.abs(total)), 0)
  if (costs[variables] > 1e-7 * scale) return undefined
  for (let i = rows.length - 1; i >= 0; i--) {
    if (programme.basis[i] >= 0) continue
    const enter = rows[i].findIndex((value, j) => j < variables && Math.abs(value) > 1e-7)
    if (enter >= 0) pivot(programme, i, enter)
    else {
      rows.splice(i, 1)
      programme.basis.splice(i, 1)
    }
  }
  return programme
}

/**
 * Moves to the vertex where Σ objective·x is largest; false if there is no largest. Starts where the last
 * objective ended, so that a series of objectives is quick.
 */
export function maximise(programme: Programme, objective: (variable: number) => number): boolean {
  const { variables, rows, basis, costs } = programme
  for (let j = 0; j < variables; j++) costs[j] = objective(j)
  costs[variables] = 0
  rows.forEach((row, i) => {
    const cost = costs[basis[i]]
    if (cost !== 0) for (let j = 0; j <= variables; j++) costs[j] -= cost * row[j]
  })
  return climb(programme)
}

/** The value of the last objective and the vertex. */
export function vertex({ variables, rows, basis, costs }: Programme): { value: number; x: Float64Array } {
  const x = new Float64Array(variables)
  rows.forEach((row, i) => (x[basis[i]] = row[variables]))
  return { value: -costs[variables], x }
}

/**
 * A copy with one more condition, x ≤ limit (`above: false`) or x ≥ limit (`above: true`), at the largest value of
 * the last objective under it; `undefined` if nothing fits. Dual simplex (Lemke 1954).
 */
export function withCut(
  programme: Programme,
  variable: number,
  limit: number,
  above: boolean,
): Programme | undefined {
  const slack = programme.variables
  const widened = (row: Float64Array) => {
    const wide = new Float64Array(slack + 2)
    wide.set(row.subarray(0, slack))
    wide[slack + 1] = row[slack]
    return wide
  }
  const cut: Programme = {
    variables: slack + 1,
    rows: programme.rows.map(widened),
    basis: [...programme.basis, slack],
    costs: widened(programme.costs),
  }
  // x + s = limit, or s - x = -limit, with the basic variable x written out by its row.
  const row = new Float64Array(slack + 2)
  const sign = above ? -1 : 1
  row[variable] = sign
  row[slack] = 1
  row[slack + 1] = sign * limit
  const at = programme.basis.indexOf(variable)
  if (at >= 0) for (let j = 0; j <= slack + 1; j++) row[j] -= sign * cut.rows[at][j]
  cut.rows.push(row)
  return descend(cut) ? cut : undefined
}

/** Primal simplex: Dantzig's rule, and Bland's (1977) after a run of pivots without gain, so that it ends. */
function climb(programme: Programme): boolean {
  const { variables, rows, basis, costs } = programme
  for (let idle = 0; ;) {
    let enter = -1
    let best = tiny
    for (let j = 0; j < variables; j++)
      if (costs[j] > best) {
        enter = j
        if (idle > 50) break
        best = costs[j]
      }
    if (enter < 0) return true
    let leave = -1
    let least = Infinity
    for (let i = 0; i < rows.length; i++) {
      if (rows[i][enter] <= tiny) continue
      const ratio = rows[i][variables] / rows[i][enter]
      if (ratio < least - tiny || (ratio < least + tiny && basis[i] < basis[leave])) {
        least = Math.min(ratio, least)
        leave = i
      }
    }
    if (leave < 0) return false
    idle = least > tiny ? 0 : idle + 1
    pivot(programme, leave, enter)
  }
}

/** Dual simplex: from best but infeasible to best and feasible; false if nothing is. Bland's rule after 500 pivots. */
function descend(programme: Programme): boolean {
  const { variables, rows, basis, costs } = programme
  for (let pivots = 0; ; pivots++) {
    let leave = -1
    let worst = -1e-7
    for (let i = 0; i < rows.length; i++) {
      const below = rows[i][variables]
      if (pivots < 500 ? below < worst : below < -1e-7 && (leave < 0 || basis[i] < basis[leave])) {
        leave = i
        worst = below
      }
    }
    if (leave < 0) return true
    let enter = -1
    let least = Infinity
    for (let j = 0; j < variables; j++) {
      if (rows[leave][j] >= -tiny) continue
      const ratio = costs[j] / rows[leave][j]
      if (ratio < least - tiny) {
        least = ratio
        enter = j
      }
    }
    if (enter < 0) return false
    pivot(programme, leave, enter)
  }
}

function pivot({ variables, rows, basis, costs }: Programme, leave: number, enter: number): void {
  const row = rows[leave]
  const by = row[enter]
  const filled: number[] = []
  for (let j = 0; j <= variables; j++) {
    row[j] = Math.abs(row[j]) < 1e-12 ? 0 : row[j] / by
    if (row[j] !== 0) filled.push(j)
  }
  for (let i = 0; i <= rows.length; i++) {
    const other = i < rows.length ? rows[i] : costs
    const factor = other[enter]
    if (i === leave || factor === 0) continue
    for (const j of filled) other[j] -= factor * row[j]
    other[enter] = 0
  }
  basis[leave] = enter
}
