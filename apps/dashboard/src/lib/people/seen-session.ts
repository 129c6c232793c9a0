import type { Session } from '@pejling/ledger'
import { deviceOf } from './device.ts'

/** A session as its owner or an admin sees it; `id` names it, its token is never shown. */
export type SeenSession = {
  id: string
  since: Date
  until: Date
  browser?: string
  system?: string
  /** Is it the one that is asking? */
  here: boolean
}

export function seenSession({ id, since, expiresAt, browser, current }: Session): SeenSession {
  return { id, since, until: expiresAt, ...deviceOf(browser), here: current }
}
