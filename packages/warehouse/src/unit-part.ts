import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Codebook, roundVariable, type Study, type Unit } from '@pejling/indicators'
import { columnType, isCategorical, variablesOf } from './unit-table.ts'

/**
 * Parquet of the rows of a unit, as the survey pipeline writes it; of one round where the unit has rounds. `derived` is
 * what derive steps made beside it, joined by line.
 */
export type UnitPart = { round?: string; rows: string; derived?: string[] }

/** A part with what decides its rows in an edition: the same identity is the same rows. */
export type KnownPart = UnitPart & { identity: string }

/** Which rows of a unit's table came from which part; in an edition, so that a later one can take them over. */
export const unitPartTable =
  'CREATE TABLE unit_part (study_id VARCHAR, unit VARCHAR, round VARCHAR, identity VARCHAR, rows BIGINT, low VARCHAR, high VARCHAR)'

/** The parts of a unit, each with the hash of its Parquet and of the columns it is loaded into. */
export async function knownParts(
  study: Study,
  codebook: Codebook,
  unit: Unit,
  parts: UnitPart[],
): Promise<KnownPart[]> {
  // The list of rounds is left out: a new round leaves the rows of the others as they are.
  const columns = variablesOf(study, codebook, unit).map((variable) => [
    variable.id,
    variable.id === roundVariable && unit.rounds ? 'round' : columnType(study.id, variable),
    isCategorical(variable) && variable.id !== roundVariable ? variable.categories!.map(({ id }) => id) : [],
  ])
  return Promise.all(
    parts.map(async (part) => {
      const files = await Promise.all([part.rows, ...(part.derived ?? [])].map((file) => readFile(file)))
      const hash = createHash('sha256').update(JSON.stringify([columns, part.round ?? null]))
      for (const file of files) hash.update(createHash('sha256').update(file).digest())
      return { ...part, identity: hash.digest('hex') }
    }),
  )
}
