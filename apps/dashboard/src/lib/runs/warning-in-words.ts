import type { StepWarning } from '@pejling/ledger'
import type { Words } from '#lib/words/words.ts'

/** What is different from the last time a step was worked. */
export function warningInWords(warning: StepWarning, step: string, words: Words): string {
  switch (warning.kind) {
    case 'fewer-rows': {
      const [before, now] = [words.number(warning.before), words.number(warning.now)]
      return words.say('run.warning.fewer-rows', { step, before, now })
    }
    case 'new-problems': {
      const [before, now] = [words.number(warning.before), words.number(warning.now)]
      return words.say('run.warning.new-problems', { step, rule: warning.rule, before, now })
    }
    case 'slower': {
      const [before, now] = [words.duration(warning.before), words.duration(warning.now)]
      return words.say('run.warning.slower', { step, before, now })
    }
    case 'not-deterministic':
      return words.say('run.warning.not-deterministic', { step, files: words.list(warning.files) })
  }
}
