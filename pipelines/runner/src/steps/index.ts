import type { Content } from '../graph/content.ts'
import type { Step } from '../graph/step.ts'
import { checkSteps, deriveSteps } from './derive-steps.ts'
import { publishedSteps } from './published-steps.ts'
import { surveySteps } from './survey-steps.ts'

/** Every step of a study, each after those whose output it reads. */
export function stepsOf(content: Content): Step[] {
  const survey = surveySteps(content)
  const derived = deriveSteps(content, survey)
  return [...survey, ...derived, ...publishedSteps(content), ...checkSteps(content, survey, derived)]
}
