import type { Span } from '#lib/figures/spans-figure.ts'
import type { SeenStep } from './seen-step.ts'

export type StepSpan = Span & { name: string }

/**
 * The steps of a run that were worked, as spans of milliseconds from its start, in the order they began; of very many
 * those that took longest.
 */
export function runSpans(
  steps: SeenStep[],
  startedAt: Date,
  now: Date,
  labelOf: (step: SeenStep) => string,
  most = 40,
): StepSpan[] {
  const spans = steps.flatMap((step): StepSpan[] => {
    const { startedAt: began, endedAt, status, milliseconds } = step
    if (!began || status === 'waiting' || status === 'kept') return []
    const from = began.getTime() - startedAt.getTime()
    const to =
      milliseconds === undefined ? (endedAt ?? now).getTime() - startedAt.getTime() : from + milliseconds
    return [
      { name: step.name, label: labelOf(step), from: Math.max(0, from), to: Math.max(from, to, 0), status },
    ]
  })
  const longest = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, most)
  return spans.filter((span) => longest.includes(span)).sort((a, b) => a.from - b.from)
}
