import type { Codebook, Instrument, Round, Study, UploadReading } from '@pejling/indicators'
import type { UnitFile } from '@pejling/pipeline-survey'
import type { WorkGiven } from '../graph/step.ts'

/** The file of a step with all it is read by: the part of the study and the codebook that decides it, see survey-steps.ts. */
export function unitFileOf(given: WorkGiven): Omit<UnitFile, 'output' | 'limits'> {
  const { study: id, unit: unitId, files, outputs, parameters, context } = given
  const study = parameters['study.yaml'] as unknown as Study
  const codebook = parameters['codebook.yaml'] as unknown as Codebook
  const unit = study.units.find(({ id }) => id === unitId)!
  const round = parameters[`rounds/${given.round}/round.yaml`] as unknown as Round | undefined
  const instruments = Object.entries(parameters)
    .filter(([name]) => name.startsWith('instruments/'))
    .map(([, part]) => part as unknown as Instrument)
  const [[path, file]] = Object.entries(files)
  const loaded = Object.fromEntries(
    Object.entries(outputs).map(([step, left]) => [step.split('/').at(-1)!, left['rows.parquet']]),
  )
  const read = { study, codebook, unit, round, instruments, file, path: `${id}/${path}`, loaded }
  const reading = parameters.reading as unknown as UploadReading | undefined
  if (!reading) return read
  // An upload: what the sender calls its files, and what stands in the place of identifiers, come by word of mouth.
  const { names = [], pseudonyms } = context as { names?: string[]; pseudonyms?: UnitFile['pseudonyms'] }
  const sent = Object.values(files).map((path, position) => ({ name: names[position], path }))
  return { ...read, reading, files: sent, pseudonyms }
}
