import type { Findings } from '@pejling/association'
import type { Assignment, Study } from '@pejling/indicators'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** What the matrix says as a whole: what was printed, what chance would give, what is left of it today. */
export function findingsSentences(
  { counts, level, cells, rows }: Findings,
  study: Study,
  words: Words,
): string[] {
  if (!counts) return []
  const nameOf = ({ variable: id }: Assignment) =>
    words.text(rows.find(({ variable }) => variable.id === id)!.variable.label)
  const levelOf = ({ level }: Assignment) =>
    inSentence(words.text(study.units.find(({ id }) => id === level)!.plural))
  const { printed, naive, design } = counts
  const chance = printed ?? naive
  const named = {
    level: words.number(level),
    looks: chance.looks,
    found: chance.found,
    expected: words.number(chance.expected, 1),
    chance: words.p(chance.atLeastFound),
  }
  const assigned = study.design.assigned.filter(({ variable }) =>
    cells.flat().some((cell) => cell?.computed?.design && cell.computed.x === variable),
  )
  return [
    words.say(printed ? 'findings.sentence.printed' : 'findings.sentence.computed', named),
    ...(printed
      ? [words.say('findings.sentence.today', { known: naive.known, found: naive.found, level: named.level })]
      : []),
    ...(assigned.length
      ? [
          words.say('findings.sentence.design', {
            ...{
              variables: words.list(assigned.map(nameOf)),
              found: design.found,
              possible: design.possible,
            },
            levels: words.list([...new Set(assigned.map(levelOf))]),
            most: design.found + design.possible,
            level: named.level,
          }),
        ]
      : []),
    ...(printed && naive.known < naive.looks
      ? [words.say('findings.sentence.chosen', { unknown: naive.looks - naive.known })]
      : []),
  ]
}
