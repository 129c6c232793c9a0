import { editionEffect } from '@pejling/association'
import { type Actor, endPublishingRun, endTrialRun, type Ledger, type Scope } from '@pejling/ledger'
import type { Planned } from '../graph/plan.ts'
import { editionFile, type Home } from '../home.ts'
import { boundOf, stepOf } from './bound-hash.ts'
import { forgetFailedRows } from './forget-failed-rows.ts'
import { adoptTrial, madeFile, sweepTrials } from './trial-edition.ts'

type Ending = {
  home: Home
  ledger: Ledger
  run: number
  planned: Planned
  over: NonNullable<Scope['upload']>
  by: Actor
  reason: string
}

/**
 * Ends a run for an upload whose edition is made: a trial is compared with what is live and the upload is previewed; else
 * the edition becomes one like others, and the pointer to it and the upload's state move together.
 *
 * @throws `upload 12: changed since it was approved; it is checked anew`
 */
export async function endUploadRun({ home, ledger, run, planned, over, by, reason }: Ending): Promise<void> {
  const { plan, codes } = planned
  const hash = plan.hash!
  const step = stepOf(planned, over.id)
  const end = {
    ...{ run, upload: over.id, by, reason, bound: boundOf(planned, over.id) },
    edition: { hash, codeVersion: codes.edition.version },
  }
  let outcome
  if (over.to === 'trial') {
    const before = plan.live === undefined ? undefined : editionFile(home, plan.live)
    const day = new Date().toISOString().slice(0, 10)
    const effect = await editionEffect(step!.study, { before, after: await madeFile(home, hash), day })
    outcome = await endTrialRun(ledger, end, effect)
  } else {
    await adoptTrial(home, hash)
    outcome = await endPublishingRun(ledger, end, over.to)
  }
  // What is left over takes room and no more: the run is done.
  await sweepTrials(home, ledger).catch(() => undefined)
  await forgetFailedRows(home, ledger).catch(() => undefined)
  if (outcome === 'changed')
    throw new Error(
      `upload ${over.id}: changed since it was ${over.to === 'trial' ? 'checked' : 'approved'}; it is checked anew`,
    )
}
