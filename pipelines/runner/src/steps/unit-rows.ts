import type { DeriveStep } from '@pejling/indicators'
import { derivedFile, type UnitRows } from '@pejling/pipeline-derive'

/** The files that steps left, by step and name. */
type Outputs = Record<string, Record<string, string>>
export type SurveyPart = { name: string; unit: string; round?: string }
export type DerivePart = Pick<DeriveStep, 'name' | 'unit' | 'round'>

/** The Parquet of units' rows, with what derive steps have made beside it so far. */
export function unitRows(survey: SurveyPart[], derived: DerivePart[], outputs: Outputs): UnitRows[] {
  return survey.map(({ name, unit, round }) => ({
    unit,
    ...(round === undefined ? {} : { round }),
    rows: outputs[name]['rows.parquet'],
    derived: derived
      .filter((step) => step.unit === unit && (step.round === undefined || step.round === round))
      .flatMap((step) => {
        const file = derivedFile(step.round === undefined ? round : undefined)
        return outputs[step.name]?.[file] ?? []
      }),
  }))
}
