import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { ParsedStudy } from './study-folder.ts'

/** A change since a round, and a check of one, speak of rounds that are there. */
export function checkNamedRounds({ variables, checks, rounds }: ParsedStudy): Problem[] {
  const ids = rounds.map(({ id }) => id)
  const unknown = (
    round: string,
    known: string[],
    place: Pick<Problem, 'file' | 'row' | 'variable'>,
  ): Problem[] =>
    known.includes(round)
      ? []
      : [
          {
            ...place,
            rule: 'reference',
            severity: 'stops',
            message: `unknown round: ${round}${didYouMean(round, known) || `; known are ${known.join(', ')}`}`,
          },
        ]
  return [
    ...variables.flatMap(({ id, derived }) =>
      derived?.kind === 'change' && derived.since !== undefined
        ? unknown(derived.since, ['previous', 'first', ...ids], { file: 'codebook.yaml', variable: id })
        : [],
    ),
    ...checks.flatMap((check) =>
      check.kind === 'sum' && check.round !== undefined
        ? unknown(check.round, ids, { file: 'checks.yaml', row: check.row, variable: check.id })
        : [],
    ),
  ]
}
