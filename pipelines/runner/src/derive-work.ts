import { type DeriveStep, deriveSteps } from '@pejling/indicators'
import { checkStudy, derivedFile, deriveVariables, type UnitRows } from '@pejling/pipeline-derive'
import { hashesOf, keyOf } from './hash.ts'
import type { Content, Step } from './plan.ts'
import type { StepOutput } from './step-cache.ts'

/**
 * The steps that make a study's derived variables and, last, hold its tables against its checks. `survey` are the steps
 * that read its files.
 */
export function deriveWork(content: Content, survey: Step[], version: string): Step[] {
  const { parsed } = content
  const { study, codebook, checks } = parsed
  const rounds = Object.fromEntries(
    study.units.map(({ id }) => [
      id,
      survey.flatMap((step) => (step.unit === id && step.round ? [step.round] : [])),
    ]),
  )
  const derived: { step: Step; derives: DeriveStep }[] = []
  for (const derives of deriveSteps(study, codebook, rounds)) {
    const before = [
      ...survey.filter((step) => derives.inputs.some(({ unit }) => unit === step.unit)),
      ...derived.filter(({ derives: { name } }) => derives.after.includes(name)).map(({ step }) => step),
    ].filter(({ round }) => derives.round === undefined || round === undefined || round === derives.round)
    const inputs = {
      ...Object.fromEntries(before.map(({ name, key }) => [name, key])),
      ...hashesOf(content.folder, derives.files),
    }
    const earlier = derived.map(({ derives }) => derives)
    derived.push({
      derives,
      step: {
        ...{ name: derives.name, study: study.id, codeVersion: version, inputs, derives },
        ...(derives.round ? { round: derives.round } : {}),
        key: keyOf({ ...inputs, code: version, parameters: JSON.stringify(derives.parameters) }),
        work: (output, done) =>
          deriveVariables({
            ...{ study, codebook, rounds: parsed.rounds, instruments: parsed.instruments },
            ...{ step: derives, sql: parsed.sql, output },
            files: unitRows(
              before.filter(({ unit }) => unit),
              earlier,
              done,
            ),
          }),
      },
    })
  }
  return [...derived.map(({ step }) => step), ...checkSteps()]

  function checkSteps(): Step[] {
    if (checks.length === 0) return []
    const before = [...survey, ...derived.map(({ step }) => step)]
    const files = checks.flatMap((check) => (check.kind === 'sql' ? [check.file] : []))
    const inputs = {
      ...Object.fromEntries(before.map(({ name, key }) => [name, key])),
      ...hashesOf(content.folder, ['checks.yaml', 'published/tables.yaml', 'published/cells.csv', ...files]),
    }
    return [
      {
        ...{ name: `check/${study.id}`, study: study.id, codeVersion: version, inputs },
        key: keyOf({ ...inputs, code: version }),
        work: (output, done) =>
          checkStudy({
            ...{ ...parsed, checks, output },
            files: unitRows(
              survey,
              derived.map(({ derives }) => derives),
              done,
            ),
          }),
      },
    ]
  }
}

/** The Parquet of units' rows, with what derive steps have made beside it so far. */
export function unitRows(survey: Step[], derived: DeriveStep[], done: Map<string, StepOutput>): UnitRows[] {
  return survey.map(({ name, unit, round }) => ({
    unit: unit!,
    ...(round ? { round } : {}),
    rows: done.get(name)!.files['rows.parquet'],
    derived: derived
      .filter((step) => step.unit === unit && (step.round === undefined || step.round === round))
      .flatMap((step) => {
        const file = derivedFile(step.round === undefined ? round : undefined)
        return done.get(step.name)?.files[file] ?? []
      }),
  }))
}
