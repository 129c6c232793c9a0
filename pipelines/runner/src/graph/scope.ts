import type { Problem } from '@pejling/indicators'
import { didYouMean } from '@pejling/indicators/words'
import type { Scope } from '@pejling/ledger'
import { valueChanges } from './file-changes.ts'
import type { LiveEdition } from './live-edition.ts'
import { findMadeOf } from './step-cache.ts'
import type { PlannedStep } from './step.ts'

/** @throws `unknown step: … (did you mean …?)`, `unknown round: …` */
export function checkScope({ round, from }: Scope, steps: PlannedStep[]): void {
  const rounds = [...new Set(steps.flatMap((step) => step.round ?? []))]
  if (round !== undefined && !rounds.includes(round))
    throw new Error(`unknown round: ${round}${didYouMean(round, rounds)}`)
  const names = [...steps.map(({ name }) => name), 'edition']
  if (from !== undefined && !names.includes(from))
    throw new Error(`unknown step: ${from}${didYouMean(from, names)}`)
}

/** A step and all that depends on it; `edition` depends on everything. */
export function forcedSteps({ from }: Scope, steps: PlannedStep[]): Set<string> {
  if (from === undefined) return new Set()
  const forced = new Set([from, 'edition'])
  for (const { name, after } of steps) if (after.some((before) => forced.has(before))) forced.add(name)
  return forced
}

/** Does a scope of one round leave this step out: is it neither of that round nor builds on a step that is? */
export function isLeftOut(step: PlannedStep, { round }: Scope, taken: Set<string>): boolean {
  if (round === undefined) return false
  const isIn = step.round === round || step.after.some((name) => taken.has(name))
  if (isIn) taken.add(step.name)
  return !isIn
}

/**
 * A step that is left out, as it was when the live edition was made. Only its files may have changed since: where what it
 * is told has changed, it cannot stand beside steps that were told otherwise.
 */
export async function asInLive(
  step: PlannedStep,
  live: LiveEdition | undefined,
  cache: string,
): Promise<PlannedStep | Problem> {
  const key = live?.plan?.steps.find(({ name }) => name === step.name)?.key
  if (key === step.key) return step
  const made = key === undefined ? undefined : await findMadeOf(cache, key)
  const remedy = 'the round cannot be run alone; run the whole study'
  const problem = (message: string): Problem => ({
    ...{
      file: `${step.study}/${step.files[0] ?? 'study.yaml'}`,
      rule: 'left-out',
      severity: 'stops',
      message,
    },
  })
  if (!made || key === undefined)
    return problem(`expected ${step.name} as in the live edition, found it is no longer kept; ${remedy}`)
  const told = valueChanges(
    made.parameters,
    JSON.parse(JSON.stringify(step.parameters)) as typeof made.parameters,
  )
  if (told.length)
    return problem(`expected ${step.name} to be told what it was told, found a change; ${remedy}`)
  return { ...step, key, inputs: made.inputs, codeVersion: made.codeVersion }
}
