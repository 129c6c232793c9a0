import {
  type Codebook,
  inputsOf,
  isCollected,
  roundVariable,
  type Study,
  type Variable,
} from '@pejling/indicators'
import { type Edition, listIndicators, listRelations } from '@pejling/warehouse'
import type { Matrix } from './printed-matrix.ts'

/** So many analyses are looked at; of a wider study those of its indicators come first, and the rest is left out. */
export const mostAnalyses = 300

/**
 * All that could be explained by all that could explain it: every variable of structure or process against every one of
 * process or outcome that it can be seen with. Two of process are looked at once, names of units and their rounds not at
 * all, and a variable not against one that it is made of.
 */
export async function qualityMatrix(edition: Edition, study: Study, codebook: Codebook): Promise<Matrix> {
  const indicators = await listIndicators(edition, study.id)
  const central = new Set(
    indicators.flatMap(({ indicator }) => indicator.definitions.map(({ variable }) => variable)),
  )
  const keys = new Set(study.units.map(({ key }) => key))
  const asked = codebook.variables.filter(
    ({ id, scale }) => !keys.has(id) && id !== roundVariable && scale !== 'identifier' && scale !== 'text',
  )
  const order = [...asked.filter(({ id }) => central.has(id)), ...asked.filter(({ id }) => !central.has(id))]
  const possible = new Set((await listRelations(edition, study.id)).map(({ x, y }) => `${x}\n${y}`))
  const sources = new Map(asked.map((variable) => [variable.id, sourcesOf(variable, codebook)]))
  const pairs = order.flatMap((x, i) =>
    order.flatMap((y, j) => {
      const looked = explains(x) && isExplained(y) && x !== y && possible.has(`${x.id}\n${y.id}`)
      const again = j < i && explains(y) && isExplained(x)
      const made = sources.get(x.id)!.has(y.id) || sources.get(y.id)!.has(x.id)
      return looked && !again && !made ? [{ x, y }] : []
    }),
  )
  const kept = pairs.slice(0, mostAnalyses)
  const rows = asked.filter((variable) => kept.some(({ x }) => x === variable))
  const columns = asked.filter((variable) => kept.some(({ y }) => y === variable))
  const named = (variable: Variable) => ({ id: variable.id, label: variable.label, variable })
  return {
    ...{ rows: rows.map(named), columns: columns.map(named), letters: [] },
    leftOut: pairs.length - kept.length,
    cells: rows.map((row) =>
      columns.map((column) =>
        kept.some(({ x, y }) => x === row && y === column)
          ? { row: row.id, column: column.id, analysis: true }
          : undefined,
      ),
    ),
  }
}

/** Has the study rows that go round after round? */
export function hasRounds({ units, rounds = [] }: Study): boolean {
  return rounds.length > 0 && units.some((unit) => isCollected(unit) && unit.rounds)
}

function explains({ quality }: Variable): boolean {
  return quality === 'structure' || quality === 'process'
}

function isExplained({ quality }: Variable): boolean {
  return quality === 'process' || quality === 'outcome'
}

/** All that a variable is made of, however many steps back. */
function sourcesOf(variable: Variable, { variables }: Codebook): Set<string> {
  const found = new Set<string>()
  const waiting = variable.derived ? inputsOf(variable.derived) : []
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const derived = variables.find((one) => one.id === id)?.derived
    if (derived) waiting.push(...inputsOf(derived))
  }
  return found
}
