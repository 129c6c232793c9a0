import type { Words } from '#lib/words/words.ts'

/** Why a move was not made. What the catalogue has no words for is said as the house itself says it. */
export function refusalInWords(
  { problem, message = '' }: { problem: 'changed' | 'refused'; message?: string },
  words: Words,
): string {
  if (problem === 'changed') return words.say('upload.changed')
  const [, variable] = /^match: (?:unknown|twice): (.*)$/.exec(message) ?? []
  if (message.startsWith('match: unknown: ')) return words.say('upload.refused.unknown', { variable })
  if (message.startsWith('match: twice: ')) return words.say('upload.refused.twice', { variable })
  if (/expected another person/.test(message)) return words.say('upload.next.another')
  if (/expected a (note|reason)/.test(message)) return words.say('upload.refused.reason')
  if (/problems stop it/.test(message)) return words.say('upload.refused.stops')
  return words.say('upload.refused', { message })
}
