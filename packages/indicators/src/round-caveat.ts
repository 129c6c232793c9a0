import type { Codebook } from './codebook.ts'
import type { Filter } from './relation.ts'
import { roundVariable } from './round.ts'
import { type RoundLine, variableLine } from './round-line.ts'
import type { Study } from './study.ts'
import type { Text } from './text.ts'

/**
 * What must be said of numbers that take several rounds together or side by side.
 *
 * - `not-comparable`: a variable's question changed so that the rounds on either side of a break do not measure the same
 * - `recoded`: its question changed, and the older answers were recoded to the later ones
 * - `not-asked`: some of the rounds did not ask it
 * - `rounds-mixed`: the same units may be counted once for each round
 */
export type RoundCaveat =
  | { code: 'not-comparable'; variable: string; breaks: RoundLine['breaks'] }
  | { code: 'recoded'; variable: string; recoded: RoundLine['recoded'] }
  | { code: 'not-asked'; variable: string; rounds: string[] }
  | { code: 'rounds-mixed'; unit: string; rounds: string[] }

/** The variables, filters and counted unit of a question that is answered from rows. */
export type RoundQuestion = { unit: string; variables: string[]; where: Filter[] }

/** What must be said of an answer because of its rounds; nothing if it is about one round, or of a study without any. */
export function roundCaveats(study: Study, codebook: Codebook, question: RoundQuestion): RoundCaveat[] {
  const { rounds = [], instruments = [], units } = study
  if (!units.find(({ id }) => id === question.unit)?.rounds) return []
  const chosen = question.where.find(({ variable }) => variable === roundVariable)?.values
  const inPlay = rounds.filter(({ id }) => !chosen || chosen.includes(id))
  if (inPlay.length < 2) return []
  const variables = [...question.variables, ...question.where.map(({ variable }) => variable)]
  const caveats = [...new Set(variables)].flatMap((variable): RoundCaveat[] => {
    const { breaks, recoded, notAsked } = variableLine(variable, codebook, { rounds: inPlay, instruments })
    return [
      breaks.length > 0 ? [{ code: 'not-comparable' as const, variable, breaks }] : [],
      recoded.length > 0 ? [{ code: 'recoded' as const, variable, recoded }] : [],
      notAsked.length > 0 ? [{ code: 'not-asked' as const, variable, rounds: notAsked }] : [],
    ].flat()
  })
  if (question.variables.includes(roundVariable)) return caveats
  return [...caveats, { code: 'rounds-mixed', unit: question.unit, rounds: inPlay.map(({ id }) => id) }]
}

/** A caveat as a sentence in both languages. */
export function roundCaveatInWords(caveat: RoundCaveat, study: Study, codebook: Codebook): Text {
  const round = (id: string): Text =>
    study.rounds?.find((round) => round.id === id)?.label ?? { da: id, en: id }
  const list = (ids: string[], language: keyof Text) => ids.map((id) => round(id)[language]).join(', ')
  if (caveat.code === 'rounds-mixed') {
    const units = study.units.find(({ id }) => id === caveat.unit)!.plural
    const n = caveat.rounds.length
    return {
      da: `${n} runder er talt sammen: de samme ${units.da} kan være talt én gang for hver runde.`,
      en: `${n} rounds are counted together: the same ${units.en} may be counted once for each round.`,
    }
  }
  const label = codebook.variables.find(({ id }) => id === caveat.variable)?.label ?? {
    da: caveat.variable,
    en: caveat.variable,
  }
  if (caveat.code === 'not-asked')
    return {
      da: `${label.da} blev ikke spurgt i ${list(caveat.rounds, 'da')}.`,
      en: `${label.en} was not asked in ${list(caveat.rounds, 'en')}.`,
    }
  if (caveat.code === 'recoded') {
    const [{ before, reason }] = caveat.recoded
    return {
      da: `${label.da}: svar fra før ${round(before).da} er omkodet.${reason ? ` ${reason.da}` : ''}`,
      en: `${label.en}: answers from before ${round(before).en} are recoded.${reason ? ` ${reason.en}` : ''}`,
    }
  }
  const [{ after, before, reason }] = caveat.breaks
  return {
    da: `${label.da} kan ikke sammenlignes før og efter skiftet fra ${round(after).da} til ${round(before).da}. ${reason.da}`,
    en: `${label.en} cannot be compared across the change from ${round(after).en} to ${round(before).en}. ${reason.en}`,
  }
}
