import { quantifyStep } from '@pejling/indicators'
import type { Planned } from '../graph/plan.ts'
import { keyOf, sha256 } from '../hash.ts'
import type { PlannedStep } from '../graph/step.ts'
import type { PlacedUpload } from '../study-folder.ts'

/** The step that reads an upload, in a plan with the upload laid over its study. */
export function stepOf(
  { contents, steps }: Pick<Planned, 'contents' | 'steps'>,
  upload: number,
): PlannedStep | undefined {
  const found = placedIn(contents, upload)
  return steps.find(
    ({ kind, study, files }) =>
      (kind === 'survey' || kind === 'interviews') &&
      study === found?.study &&
      files.includes(found.placed.paths[0]),
  )
}

/** Where an upload lies in the studies of a plan. */
export function placedIn(
  contents: Planned['contents'],
  upload: number,
): { study: string; placed: PlacedUpload } | undefined {
  for (const { folder } of contents) {
    const placed = folder.uploads?.find(({ id }) => id === upload)
    if (placed) return { study: folder.id, placed }
  }
  return undefined
}

/** What an upload is bound to as it is planned; nothing where no step reads it. */
export function boundOf(planned: Pick<Planned, 'contents' | 'steps'>, upload: number): string | undefined {
  const step = stepOf(planned, upload)
  if (!step) return undefined
  const makes = step.kind === 'interviews' ? quantifyStep(step.study) : undefined
  return boundHash(step, makes === undefined ? undefined : planned.steps.find(({ name }) => name === makes))
}

/**
 * What an approval of an upload is bound to: the bytes, how they are read with what was accepted, and what the codebook,
 * the round and the instrument say; of interviews, the rules as well. The files of other units and our own code are not in
 * it.
 */
export function boundHash({ study, files, inputs, parameters }: PlannedStep, rules?: PlannedStep): string {
  const bytes = Object.fromEntries(files.map((path) => [path, inputs[`${study}/${path}`]]))
  return keyOf({
    ...bytes,
    parameters: sha256(JSON.stringify(parameters)),
    ...(rules ? { rules: sha256(JSON.stringify(rules.parameters)) } : {}),
  })
}
