import { stat } from 'node:fs/promises'
import { findPlanOfEdition, type Ledger, type RunPlan } from '@pejling/ledger'
import { editionFile, type Home } from '../home.ts'

/**
 * The plan an edition was made by, if the ledger knows it and its file is there.
 *
 * @throws what the system says if the file can neither be seen nor be said to be missing
 */
export async function findBuilt(home: Home, ledger: Ledger, hash: string): Promise<RunPlan | undefined> {
  const made = await findPlanOfEdition(ledger, hash)
  if (!made?.plan?.studies) return undefined
  try {
    await stat(editionFile(home, hash))
    return made.plan
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
    return undefined
  }
}
