import type { ParsedStudy, Study, Variable } from '@pejling/indicators'
import { rowsOf, type UnitRows } from '../unit-rows.ts'

/** A study with the Parquet of its units' rows, derived variables beside them. */
export type CheckContext = Pick<
  ParsedStudy,
  'codebook' | 'rounds' | 'instruments' | 'tables' | 'cells' | 'sql'
> & {
  study: Study
  files: UnitRows[]
}

/** All rows of a unit with some of its variables, as one query. */
export function rowsWith(
  { study, codebook, files }: CheckContext,
  unit: string,
  variables: Variable[],
): string {
  return rowsOf(
    study,
    codebook,
    study.units.find(({ id }) => id === unit)!,
    variables,
    files,
  )
}
