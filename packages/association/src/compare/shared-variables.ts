import {
  type Codebook,
  currentDefinition,
  roundVariable,
  type Study,
  type Text,
  type Variable,
} from '@pejling/indicators'
import type { StudyIndicator } from '@pejling/warehouse'
import type { NotShared } from './compared.ts'

export type SharedVariable = { left: Variable; right: Variable; indicator?: { id: string; label: Text } }
export type SharedVariables = {
  shared: SharedVariable[]
  notShared: NotShared[]
  onlyLeft: number
  onlyRight: number
}

type Book = { study: Study; codebook: Codebook; indicators: StudyIndicator[] }

/**
 * The variables two sides can be compared on: those that measure the same indicator by its definition in force, and those
 * of the same name with the same categories, scale, measure and unit.
 */
export function sharedVariables(left: Book, right: Book): SharedVariables {
  const [own, others] = [askable(left), askable(right)]
  const byIndicator = left.indicators.flatMap(({ indicator }): SharedVariable[] => {
    const same = right.indicators.find((one) => one.indicator.id === indicator.id)
    if (!same) return []
    const variable = own.find(({ id }) => id === currentDefinition(indicator).variable)
    const other = others.find(({ id }) => id === currentDefinition(same.indicator).variable)
    if (!variable || !other) return []
    return [{ left: variable, right: other, indicator: { id: indicator.id, label: same.indicator.label } }]
  })
  const byName = own.flatMap((variable): SharedVariable[] => {
    const other = others.find(({ id }) => id === variable.id)
    return other && !byIndicator.some(({ left, right }) => left === variable || right === other)
      ? [{ left: variable, right: other }]
      : []
  })
  const pairs = [...byIndicator, ...byName]
  return {
    shared: pairs.filter((pair) => !whyNot(pair)),
    notShared: pairs.flatMap((pair) => {
      const why = whyNot(pair)
      return why ? [{ id: pair.right.id, label: pair.indicator?.label ?? pair.right.label, why }] : []
    }),
    onlyLeft: own.filter((variable) => !pairs.some(({ left }) => left === variable)).length,
    onlyRight: others.filter((variable) => !pairs.some(({ right }) => right === variable)).length,
  }
}

function whyNot({ left, right }: SharedVariable): NotShared['why'] | undefined {
  if (left.unit !== right.unit) return 'other-unit'
  if (left.scale !== right.scale) return 'other-scale'
  const ids = ({ categories = [] }: Variable) => categories.map(({ id }) => id).join('\n')
  if (ids(left) !== ids(right)) return 'other-categories'
  return left.measure?.en === right.measure?.en ? undefined : 'other-measure'
}

/** Names of units, rounds and words are not numbers. */
function askable({ study, codebook }: Book): Variable[] {
  const keys = new Set(study.units.map(({ key }) => key))
  return codebook.variables.filter(
    ({ id, scale }) => !keys.has(id) && id !== roundVariable && scale !== 'identifier' && scale !== 'text',
  )
}
