import type { Codebook, Study } from '@pejling/indicators'
import type { Tables } from '@pejling/warehouse'
import { columnsOf } from './unit-rows.ts'

/**
 * The tables a `.sql` file sees: one for each unit of its inputs (and for `unit`), with the units' keys, `round` where
 * there are rounds, and each declared input with its missing reason.
 */
export function sqlTables(study: Study, codebook: Codebook, inputs: string[], unit?: string): Tables {
  const variables = codebook.variables.filter(({ id }) => inputs.includes(id))
  const units = [...new Set([...(unit ? [unit] : []), ...variables.map((variable) => variable.unit)])]
  return Object.fromEntries(
    units.map((id) => {
      const found = study.units.find((candidate) => candidate.id === id)!
      const own = variables.filter((variable) => variable.unit === id)
      const columns = columnsOf(study, codebook, found, own).map(({ name, type }) => [name, type])
      return [id, { ...(found.rounds ? { round: 'VARCHAR' } : {}), ...Object.fromEntries(columns) }]
    }),
  )
}
