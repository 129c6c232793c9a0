import type { Words } from '#lib/words/words.ts'

/** What came of hiding or showing a passage, as it is said on the page it was done on; nothing where nothing was. */
export function maskingSaid(
  problem: 'notFound' | 'nothing' | undefined,
  { masked, unmasked }: { masked?: number; unmasked: boolean },
  words: Words,
): string | undefined {
  if (problem) return words.say(`interviews.masking.${problem}`)
  if (masked !== undefined) return words.say('interviews.masking.done', { n: masked })
  return unmasked ? words.say('interviews.masking.undone') : undefined
}
