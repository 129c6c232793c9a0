import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { judgementFile, type QuantificationRules, settledFiles, type Variable } from '@pejling/indicators'
import { type Pseudonyms, type QuantifiedTables, quantifyTables } from '@pejling/pipeline-interviews'
import type { Work } from '../graph/step.ts'
import { textOf } from '../study-text.ts'

/** Coded interviews → values of a unit by the study's rules, with what each rests on, and as variables of the unit. */
export const quantifyWork: Work = async (given, report) => {
  const { study, files, parameters, outputs, context, folder, limits } = given
  const rules = parameters['rules.yaml'] as unknown as QuantificationRules
  const { variables } = parameters['codebook.yaml'] as unknown as { variables: Variable[] }
  const { key, rounds } = parameters['study.yaml'] as { key: string; rounds?: QuantifiedTables['rounds'] }
  const { coders } = (context ?? {}) as { coders?: Pseudonyms }
  const left = Object.values(outputs)
  const tables = left.find((one) => 'coding.parquet' in one)
  const textAt = async (path: string) =>
    files[path] ? [{ path: `${study}/${path}`, text: textOf(await readFile(files[path])) }] : []
  report({ share: 0, log: `makes ${rules.rules.map(({ variable }) => variable).join(', ')}` })
  return quantifyTables({
    ...{ path: `${study}/interviews`, rules, variables, coders, output: folder },
    ...(tables ? { tables: dirname(tables['coding.parquet']) } : {}),
    unit: { parts: Object.entries(outputs).flatMap(partOf), key },
    rounds,
    judgements: [...(await textAt(judgementFile)), ...(await textAt(settledFiles.judgements))],
    settled: await textAt(settledFiles.codings),
    limits: { ...limits, progress: (share) => report({ share }) },
  })
}

/** The rows that a step of the survey left: `survey/<study>/<round>/<unit>`, or without a round. */
function partOf([step, files]: [string, Record<string, string>]): { round?: string; rows: string }[] {
  if (!('rows.parquet' in files)) return []
  const [, , ...place] = step.split('/')
  return [{ ...(place.length > 1 && { round: place[0] }), rows: files['rows.parquet'] }]
}
