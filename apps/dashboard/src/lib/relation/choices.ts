import {
  type Codebook,
  type Filter,
  type PublishedTable,
  type Relation,
  roundVariable,
  type Source,
  type Text,
  type Variable,
} from '@pejling/indicators'
import type { PossibleRelation } from '@pejling/warehouse'

/** One thing a reader can choose; `possible` = it can be asked together with what is chosen already. */
export type Choice = { value: string; label: Text; chosen: boolean; possible: boolean }
export type FilterChoice = { variable: Variable; values: (Choice & { name: string })[]; chosen: number }

/** Everything a reader can choose on the relation page, with what is chosen. */
export type Choices = {
  x: Choice[]
  y: Choice[]
  by: Choice[]
  sources: { value: Source; chosen: boolean }[]
  filters: FilterChoice[]
}

/**
 * What can be asked of a study: every variable that stands in some relation as x; as y those that can be seen with x
 * first; to split or narrow by, what stands in rows with both, or is a further dimension of the printed table.
 */
export function choices(
  codebook: Codebook,
  possible: PossibleRelation[],
  tables: PublishedTable[],
  relation: Pick<Relation, 'x' | 'y' | 'by' | 'where' | 'source'>,
): Choices {
  const { x, y, by, where, source } = relation
  const pair = possible.find((known) => known.x === x && known.y === y)
  // A round goes with whatever one of the two stands in rounds: the other may be of a unit that is the same in all.
  const inRows = (id: string, other: string) =>
    id === other ||
    possible.some(
      (known) =>
        known.x === id &&
        (known.y === other || (id === roundVariable && [x, y].includes(known.y))) &&
        known.sources.includes('rows'),
    )
  const extra = extraDimensions(codebook, tables, x, y)
  const splitters = codebook.variables.filter(
    ({ id, categories }) =>
      categories &&
      id !== x &&
      id !== y &&
      ((source !== 'published' && pair?.sources.includes('rows') && inRows(id, x) && inRows(id, y)) ||
        (pair?.sources.includes('published') && source !== 'rows' && extra.has(id))),
  )
  const option = ({ id, label }: Variable, chosen: string | undefined, isPossible = true): Choice => ({
    value: id,
    label,
    chosen: id === chosen,
    possible: isPossible,
  })
  // What was asked for is shown as chosen, also where it cannot be answered.
  const askable = codebook.variables.filter(
    ({ id }) => id === x || id === y || possible.some((known) => known.x === id || known.y === id),
  )
  return {
    x: askable.map((variable) => option(variable, x)),
    y: askable
      .filter(({ id }) => id !== x)
      .map((variable) =>
        option(
          variable,
          y,
          possible.some((known) => known.x === x && known.y === variable.id),
        ),
      ),
    by: splitters.map((variable) => option(variable, by)),
    sources:
      pair && pair.sources.length > 1
        ? pair.sources.map((value) => ({ value, chosen: value === (source ?? pair.sources[0]) }))
        : [],
    filters: splitters.map((variable) => filterChoice(variable, where)),
  }
}

/** Variables by which the printed tables of x and y are divided further. */
export function extraDimensions(
  { variables }: Codebook,
  tables: PublishedTable[],
  x: string,
  y: string,
): Set<string> {
  const named = (name: string) =>
    variables.find(({ id, aliases }) => id === name || aliases?.includes(name))?.id
  return new Set(
    tables.flatMap(({ dimensions }) => {
      const ids = dimensions.map(({ variable }) => named(variable))
      return ids.includes(x) && ids.includes(y) ? ids.filter((id) => id && id !== x && id !== y) : []
    }) as string[],
  )
}

function filterChoice(variable: Variable, where: Filter[]): FilterChoice {
  const picked = where.find((filter) => filter.variable === variable.id)?.values ?? []
  return {
    variable,
    chosen: picked.length,
    values: variable.categories!.map(({ id, label }) => ({
      name: 'where',
      value: `${variable.id}:${id}`,
      label,
      chosen: picked.includes(id),
      possible: true,
    })),
  }
}
