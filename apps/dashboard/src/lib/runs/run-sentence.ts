import type { RunProgress } from './run-progress.ts'
import type { SeenRun } from './seen-run.ts'
import type { SeenStep } from './seen-step.ts'
import type { Words } from '#lib/words/words.ts'

/** How a run stands, in one sentence that changes when its state does. */
export function runSentence(run: SeenRun, steps: SeenStep[], progress: RunProgress, words: Words): string {
  switch (run.status) {
    case 'running':
      return progress.of
        ? words.say('run.lead.running', { ended: progress.ended, of: progress.of })
        : words.say('runs.now.starting', { run: run.id })
    case 'done':
      return words.say('run.lead.done', {
        worked: steps.filter(({ status }) => status === 'done').length,
        kept: steps.filter(({ status }) => status === 'kept').length,
      })
    default:
      return words.say(`run.lead.${run.status}`)
  }
}
