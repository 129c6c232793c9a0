import type { Codebook } from '@pejling/indicators'
import { type Ledger, pseudonymsFor } from '@pejling/ledger'
import type { WorkGiven } from '../graph/step.ts'
import type { Home } from '../home.ts'
import { unitFileOf } from '../steps/unit-file.ts'

/** What stands in the place of each identifier, by variable. */
export type Pseudonyms = Record<string, Record<string, string>>

/**
 * Of an upload with columns the codebook marks as identifiers, what stands in their place: found in the file by a process
 * of its own, named by the ledger, and handed to whoever reads the file by word of mouth. Nothing for anything else.
 */
export async function pseudonymsOf(
  { home, ledger }: { home: Home; ledger: Ledger },
  given: WorkGiven,
): Promise<Pseudonyms | undefined> {
  const codebook = given.parameters['codebook.yaml'] as unknown as Codebook | undefined
  const named = codebook?.variables.some(({ disclosure }) => disclosure === 'identifier')
  if (!given.parameters.reading || !named) return undefined
  const { askUploadProcess } = await import('./upload-process.ts')
  const { loaded: _, ...file } = unitFileOf(given)
  const found = await askUploadProcess(home, { what: 'identifiers', file })
  const pseudonyms: Pseudonyms = {}
  for (const [variable, identifiers] of Object.entries(found))
    pseudonyms[variable] = Object.fromEntries(await pseudonymsFor(ledger, given.study, variable, identifiers))
  return pseudonyms
}
