import type { Codebook, Instrument, Round, Study } from '@pejling/indicators'
import { loadUnit } from '@pejling/pipeline-survey'
import type { Work } from '../graph/step.ts'

/** One file with rows of a unit → `rows.parquet`. */
export const surveyWork: Work = async (given, report) => {
  const { study: id, unit: unitId, files, outputs, parameters, folder, limits } = given
  // The part of the study and the codebook that decides how the file is read: see survey-steps.ts.
  const study = parameters['study.yaml'] as unknown as Study
  const codebook = parameters['codebook.yaml'] as unknown as Codebook
  const unit = study.units.find(({ id }) => id === unitId)!
  const round = parameters[`rounds/${given.round}/round.yaml`] as unknown as Round | undefined
  const instruments = Object.entries(parameters)
    .filter(([name]) => name.startsWith('instruments/'))
    .map(([, part]) => part as unknown as Instrument)
  const [[path, file]] = Object.entries(files)
  report({ share: 0, log: `reads ${path}` })
  return loadUnit({
    ...{ study, codebook, unit, round, instruments, file, path: `${id}/${path}` },
    loaded: Object.fromEntries(
      Object.entries(outputs).map(([step, left]) => [step.split('/').at(-1)!, left['rows.parquet']]),
    ),
    output: `${folder}/rows.parquet`,
    limits: { ...limits, progress: (share) => report({ share }) },
  })
}
