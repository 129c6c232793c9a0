import type { Codebook, Variable } from './codebook.ts'
import { inputsOf } from './derived.ts'
import type { Study } from './study.ts'

/** A pair of variables whose cross table is shown to those who may not see all. */
export type Crossing = { x: string; y: string }

/**
 * The cross tables a study shows to those who may not see all: as it lists them, else those of its central explanatory
 * variable. None by default for a study with printed tables: print and rows could be put together.
 */
export function crossingsOf(study: Study, { variables }: Codebook, printed: boolean): Crossing[] {
  const listed = study.disclosure?.crossings
  if (listed) return listed.map(([x, y]) => ({ x, y }))
  const centre = variables.find(({ id }) => id === study.firstRelation?.x)
  if (!centre?.categories || printed) return []
  const roots = new Set(rootsOf(variables, centre))
  return variables.flatMap((variable) => {
    const own = rootsOf(variables, variable)
    if (!isCrossable(variable) || own.some((root) => roots.has(root))) return []
    for (const root of own) roots.add(root)
    return [{ x: centre.id, y: variable.id }]
  })
}

/** Can the variable stand in a cross table for those who may not see all? What identifies never does. */
export function isCrossable({ categories, disclosure, leftOut }: Variable): boolean {
  return categories !== undefined && disclosure !== 'identifier' && !leftOut
}

/**
 * The variables another one is made from, at the beginning of every chain; itself if it is made from none. Two that share
 * a root are never shown together: counts of one could be worked out from the other.
 */
export function rootsOf(variables: Variable[], variable: Variable, above: string[] = []): string[] {
  const names = variable.derived && !above.includes(variable.id) ? inputsOf(variable.derived) : []
  const inputs = variables.filter(({ id }) => names.includes(id))
  if (inputs.length === 0) return [variable.id]
  return [...new Set(inputs.flatMap((input) => rootsOf(variables, input, [...above, variable.id])))]
}

const known = 'known from elsewhere'

/**
 * Variables that a reader may know of each unit from elsewhere, so that two of them are as good as one: what the design
 * assigned, what names a unit, and what can be looked up (`disclosure: quasi`). They share one name; every other variable
 * has its own.
 */
export function knownAs({ design, units }: Study, variable: Variable): string {
  const isKnown =
    variable.disclosure === 'quasi' ||
    design.assigned.some((assigned) => assigned.variable === variable.id) ||
    units.some(({ key }) => key === variable.id)
  return isKnown ? known : variable.id
}

/**
 * May the two be counted together for those who may not see all? Children counted by an answer their institution gave
 * would tell, with the institutions' known sizes, which of them gave it: the outer variable must be one that is known
 * from elsewhere anyway.
 */
export function isCountedSafely(study: Study, a: Variable, b: Variable): boolean {
  return a.unit === b.unit || knownAs(study, isWithin(study, a.unit, b.unit) ? b : a) === known
}

function isWithin({ units }: Study, inner: string, outer: string): boolean {
  const within = units.find(({ id }) => id === inner)?.within
  return within !== undefined && (within === outer || isWithin({ units } as Study, within, outer))
}

/**
 * What is wrong with the crossings a study lists: a ring of tables (a with b, b with c, c with a), where hidden counts of
 * one could be worked out from the others, and two variables made from the same one. One line each.
 */
export function crossingProblems(study: Study, codebook: Codebook): string[] {
  const { variables } = codebook
  const found: string[] = []
  const chosen = new Map<string, string>()
  const roads = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const { x, y } of crossingsOf(study, codebook, false)) {
    const [a, b] = [x, y].map((id) => variables.find((variable) => variable.id === id))
    if (!a || !b) continue
    for (const variable of [a, b]) {
      if (!isCrossable(variable))
        found.push(`crossings: expected variables with categories that identify nobody, found ${variable.id}`)
      for (const root of rootsOf(variables, variable)) {
        const other = chosen.get(root) ?? variable.id
        chosen.set(root, other)
        if (other !== variable.id && isCrossable(variable))
          found.push(`crossings: expected one variable made from ${root}, found ${other} and ${variable.id}`)
      }
    }
    if (!isCountedSafely(study, a, b))
      found.push(
        `crossings: expected variables of one unit, or an outer one that is assigned or quasi, found ${a.id} of ${a.unit} and ${b.id} of ${b.unit}`,
      )
    const [from, to] = [knownAs(study, a), knownAs(study, b)].sort()
    if (from === to || seen.has(`${from} ${to}`)) continue
    seen.add(`${from} ${to}`)
    const way = wayBetween(roads, from, to)
    if (way) found.push(`crossings: expected no ring, found ${[...way, way[0]].join(' – ')}`)
    roads.set(from, [...(roads.get(from) ?? []), to])
    roads.set(to, [...(roads.get(to) ?? []), from])
  }
  return [...new Set(found)]
}

function wayBetween(roads: Map<string, string[]>, from: string, to: string): string[] | undefined {
  const ways: string[][] = [[from]]
  const been = new Set([from])
  for (const way of ways) {
    const at = way.at(-1)!
    if (at === to) return way
    for (const next of roads.get(at) ?? []) {
      if (been.has(next)) continue
      been.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}
