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
  return (
    found && steps.find(({ study, files }) => study === found.study && files[0] === found.placed.paths[0])
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

/**
 * What an approval of an upload is bound to: the bytes, how they are read with what was accepted, and what the codebook,
 * the round and the instrument say. The files of other units and our own code are not in it.
 */
export function boundHash({ study, files, inputs, parameters }: PlannedStep): string {
  const bytes = Object.fromEntries(files.map((path) => [path, inputs[`${study}/${path}`]]))
  return keyOf({ ...bytes, parameters: sha256(JSON.stringify(parameters)) })
}
