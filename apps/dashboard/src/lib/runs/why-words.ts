import type { Words } from '#lib/words/words.ts'

/** Why a run was asked for: `fast tid`, `prøve fil 4`; what somebody wrote is said as they wrote it. */
export function whyInWords(reason: string, words: Words): string {
  const [, what, id] = /^(preview|publish|withdraw) upload (\d+)$/.exec(reason) ?? []
  return words.find(what ? `runs.reason.upload.${what}` : `runs.reason.${reason}`, { id }) ?? reason
}
