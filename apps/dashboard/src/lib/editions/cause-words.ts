import type { Cause } from '@pejling/warehouse'
import { stepOfName } from '#lib/runs/step-of-name.ts'
import { stepTitle, type StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** Every kind of cause there is, in the order they are shown. */
export const causeKinds = ['data', 'codebook', 'rule', 'code', 'cannot-tell'] as const
export type CauseKind = (typeof causeKinds)[number]

/** The kinds among some causes, each once. */
export function kindsOf(causes: Cause[]): CauseKind[] {
  return causeKinds.filter((kind) => causes.some((cause) => cause.kind === kind))
}

/** A cause in a line: which file, which places in it, or which program. */
export function causeInWords(cause: Cause, names: StudyNames, words: Words): string {
  switch (cause.kind) {
    case 'data':
      return words.say('compare.cause.data.said', { file: cause.file })
    case 'codebook':
    case 'rule': {
      const { file, changes } = cause
      if (!changes.length) return words.say('compare.cause.data.said', { file })
      const some =
        changes.length > 6
          ? [...changes.slice(0, 5), words.say('plan.more', { n: changes.length - 5 })]
          : changes
      return words.say('compare.cause.codebook.said', { file, changes: words.list(some) })
    }
    case 'code':
      return words.say('compare.cause.code.said', { step: stepTitle(stepOfName(cause.step), names, words) })
    case 'cannot-tell':
      return words.say('compare.cause.cannot-tell.said', { what: cause.what })
  }
}
