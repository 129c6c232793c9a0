import type { Variable } from './codebook.ts'
import type { AskedQuestion, Instrument } from './instrument.ts'
import type { Round } from './round.ts'

/**
 * A variable as the files of a round hold it: its column, categories and reading there. `mapping` leads from what is
 * read to the codebook's own values. Missing if the round's version does not ask it: all its rows are `not_asked`.
 * A variable that is no question of any instrument, such as a key or a figure from a register, is in every round.
 */
export function askedVariable(
  variable: Variable,
  instruments: Instrument[],
  { instrument, version }: Pick<Round, 'instrument' | 'version'>,
): { variable: Variable; mapping: NonNullable<AskedQuestion['mapping']> } | undefined {
  const question = questionOf(variable.id, instruments)
  if (!question) return { variable, mapping: {} }
  const asked = question.instrument.id === instrument ? question.versions[version] : undefined
  if (!asked) return undefined
  const { column, categories, mapping = {}, reading } = asked
  return {
    variable: {
      ...variable,
      ...(categories && { categories }),
      ...((column || reading) && {
        reading: { ...variable.reading, ...reading, ...(column && { column }) },
      }),
    },
    mapping,
  }
}

/** The question whose answers a variable holds, and the instrument that asks it. */
export function questionOf(
  variable: string,
  instruments: Instrument[],
): { instrument: Instrument; versions: Record<string, AskedQuestion> } | undefined {
  for (const instrument of instruments) {
    const question = instrument.questions.find((question) => question.variable === variable)
    if (question) return { instrument, versions: question.versions }
  }
  return undefined
}
