import type { Content } from '../graph/content.ts'
import type { Step } from '../graph/step.ts'
import { checkSteps, deriveSteps } from './derive-steps.ts'
import { interviewSteps, quantifySteps } from './interview-steps.ts'
import { publishedSteps } from './published-steps.ts'
import { surveySteps } from './survey-steps.ts'

/** Every step of a study, each after those whose output it reads. */
export function stepsOf(content: Content): Step[] {
  const survey = surveySteps(content)
  const interviews = interviewSteps(content)
  const quantified = quantifySteps(content, interviews, survey)
  const derived = deriveSteps(content, survey, quantified)
  const made = [...quantified, ...derived]
  return [
    ...[...survey, ...interviews, ...made],
    ...[...publishedSteps(content), ...checkSteps(content, survey, made)],
  ]
}
