import type { Choices, Guess } from '@pejling/indicators'

/** How a form names a mark one cannot see, or none. */
const signs: Record<string, string> = { tab: '\t', space: ' ', none: '' }

/** A value of a choice as a form and the catalogue name it: `tab` for a tabulator, `none` for no mark. */
export function choiceName(value: string | number): string {
  return Object.keys(signs).find((name) => signs[name] === value) ?? String(value)
}

/**
 * What a person chose over what was guessed: earlier choices stay unless they are changed; what is as it was guessed is no
 * choice, and neither is what the codebook says. Values that nobody offered are left out.
 */
export function choicesOf(said: (field: string) => string, guesses: Guess[], before: Choices): Choices {
  const changed = guesses.flatMap((guess): [string, string | number][] => {
    const text = said(`choice-${guess.what}`)
    const offered = [guess.value, ...guess.alternatives]
    const value = offered.find((one) => choiceName(one) === text)
    const typed = guess.what === 'headerRow' && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined
    const chosen = value ?? typed
    return chosen === undefined || (chosen === guess.value && !guess.chosen) ? [] : [[guess.what, chosen]]
  })
  const all = Object.entries({ ...before, ...Object.fromEntries(changed) })
  return Object.fromEntries(all.filter(([, value]) => value !== 'codebook'))
}
