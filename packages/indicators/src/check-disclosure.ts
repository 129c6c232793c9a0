import type { Codebook } from './codebook.ts'
import type { Disclosure } from './disclosure.ts'
import { crossingProblems } from './disclosure-crossings.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { Study } from './study.ts'
import { leastThreshold, usualThreshold } from './threshold.ts'

/** What a study says of who may see what must fit its units and variables, and must not contradict itself. */
export function checkDisclosure(study: Study, codebook: Codebook): Problem[] {
  const { disclosure, units } = study
  if (!disclosure) return []
  const unitIds = units.map(({ id }) => id)
  const variables = codebook.variables.map(({ id }) => id)
  const unknown = (what: string, names: string[], known: string[]) =>
    names
      .filter((name) => !known.includes(name))
      .map((name) => `unknown ${what}: ${name}${didYouMean(name, known)}`)
  const { thresholds, crossings, open, embargo } = disclosure
  const unknowns = [
    ...unknown('unit', Object.keys(thresholds ?? {}), unitIds),
    ...unknown('variable', (crossings ?? []).flat(), variables),
  ]
  return [
    ...unknowns.map((message) => problem('reference', message)),
    ...thresholdProblems(disclosure).map((message) => problem('disclosure', message)),
    ...(crossings && unknowns.length === 0 ? crossingProblems(study, codebook) : []).map((message) =>
      problem('disclosure', message),
    ),
    ...(open && embargo ? [problem('disclosure', `expected open or an embargo, found both`)] : []),
    ...(embargo && Number.isNaN(Date.parse(embargo))
      ? [problem('disclosure', `embargo: expected a day such as 2027-05-01, found ${embargo}`)]
      : []),
  ]
}

/** Smaller ones than the usual need a reason, and there is an end to it: fewer than three persons are never many. */
function thresholdProblems({ thresholds = {}, thresholdReason }: Disclosure): string[] {
  return Object.entries(thresholds).flatMap(([unit, threshold]) => {
    const [usual, least] = [usualThreshold(unit), leastThreshold(unit)]
    if (threshold < least) return [`thresholds: ${unit}: expected ${least} or more, found ${threshold}`]
    if (threshold >= usual || thresholdReason) return []
    return [`thresholds: ${unit}: expected ${usual} or more without a thresholdReason, found ${threshold}`]
  })
}

function problem(rule: string, message: string): Problem {
  return { file: 'study.yaml', rule, severity: 'stops', message }
}
