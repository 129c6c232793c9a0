import { type Relation, toQuery } from '@pejling/indicators'

/** The study the tour goes through, and its made-up rows. */
export const tourStudy = 'kora-2017'
export const tourRows = 'kora-2017-synthetic'

export const tourSteps = [
  ...(['table', 'strength', 'chance', 'design', 'back'] as const),
  ...(['misprints', 'missing', 'hidden', 'cite'] as const),
] as const
export type TourStep = (typeof tourSteps)[number]

/** What is asked on the pages of a step. */
export function relationOf(step: TourStep): Relation {
  const study = step === 'hidden' ? tourRows : tourStudy
  return { study, x: 'funding_model', y: step === 'missing' ? 'analysis_tools' : 'screening', where: [] }
}

/** The page on which a step's one thing is done. */
export function pageOf(step: TourStep): string {
  if (step === 'misprints') return `/audit/${tourStudy}?only=disagrees`
  return `/relations${toQuery(relationOf(step))}${anchors[step] ?? ''}`
}

const anchors: Partial<Record<TourStep, string>> = {
  ...{ strength: '#effect', chance: '#chance', design: '#design' },
  ...{ back: '#table', missing: '#table', cite: '#back' },
}
