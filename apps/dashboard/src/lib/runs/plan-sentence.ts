import type { RunPlan } from '@pejling/ledger'
import type { StudyNames } from './step-words.ts'
import { studyTitle } from './step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** What a plan comes to, in sentences: what runs, what is reused, how long that took, or what stands in the way. */
export function planSentences(plan: RunPlan, names: StudyNames, words: Words): string[] {
  const of = (wanted: string) => plan.steps.filter(({ action }) => action === wanted)
  const [run, reuse, cannot] = [of('run'), of('reuse'), of('cannot-tell')]
  const stops = plan.problems.filter(({ severity }) => severity === 'stops')
  const untouched = plan.untouched.length
    ? [
        words.say('plan.lead.untouched', {
          studies: words.list(plan.untouched.map((study) => studyTitle(study, names, words))),
        }),
      ]
    : []
  if (cannot.length) return [words.say('plan.lead.cannot', { n: cannot.length })]
  if (stops.length) return [words.say('plan.lead.stops', { n: stops.length })]
  if (!run.length) return [words.say('plan.lead.nothing', { steps: reuse.length }), ...untouched]
  const times = run.map(({ lastMilliseconds }) => lastMilliseconds)
  const sum = times.reduce<number | undefined>(
    (a, b) => (a === undefined || b === undefined ? undefined : a + b),
    0,
  )
  return [
    words.say('plan.lead.run', { run: run.length, reuse: reuse.length }),
    sum === undefined
      ? words.say('plan.lead.time.unknown')
      : words.say('plan.lead.time', { time: words.duration(sum) }),
    ...(run.some(({ mayBeKept }) => mayBeKept) ? [words.say('plan.lead.kept')] : []),
    ...(plan.resumes === undefined ? [] : [words.say('plan.lead.resumes', { run: plan.resumes })]),
    ...untouched,
  ]
}

/** May a run begin on this plan? Not while something cannot be told, a problem stops it, or there is nothing to do. */
export function mayRun({ steps, problems }: RunPlan): boolean {
  return (
    steps.some(({ action }) => action === 'run') &&
    !steps.some(({ action }) => action === 'cannot-tell') &&
    !problems.some(({ severity }) => severity === 'stops')
  )
}
