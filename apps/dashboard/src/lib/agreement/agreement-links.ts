import {
  agreementLevels,
  type AgreementQuestion,
  agreementWeightings,
  codingUnits,
} from '@pejling/indicators'

/** Where two coders of a study's interviews are held against each other. */
export function agreementLink(study: string, page: '' | 'queue' | 'planner' = ''): string {
  return `/interviews/${study}/agreement${page && `/${page}`}`
}

export function judgementsLink(study: string): string {
  return `/interviews/${study}/judgements`
}

/** What an address asks of agreement; what it does not know is left to the house's own choice. */
export function parseAgreement(study: string, search: URLSearchParams): AgreementQuestion {
  const one = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === search.get(name))
  return {
    ...{ study, level: one('level', agreementLevels), units: one('units', codingUnits) },
    ...{ below: search.get('below') === 'yes', weights: one('weights', agreementWeightings) },
    ...coderPair(search),
  }
}

/** Two coders are one choice of a form: `p3k…,p7m…`. */
export function coderPair(search: URLSearchParams): { first?: string; second?: string } {
  const [first, second] = search.get('coders')?.split(',') ?? []
  return first && second ? { first, second } : {}
}

/** The disagreements that fit; what is empty is left out of the address. */
export function queueLink(
  study: string,
  fits: { state: string; code: string; coders?: string; page: string },
): string {
  const search = new URLSearchParams(Object.entries(fits).filter(([, value]) => value))
  return `${agreementLink(study, 'queue')}?${search.toString()}`
}

/** One disagreement; `saved` says what was done just now. */
export function queueItemLink(
  study: string,
  item: string,
  { saved, coders }: { saved?: 'settled' | 'undone'; coders?: string } = {},
): string {
  const search = new URLSearchParams({ ...(coders && { coders }), ...(saved && { saved }) }).toString()
  return `${agreementLink(study, 'queue')}/${item}${search && `?${search}`}`
}

/** One unit to judge. */
export function judgementLink(study: string, variable: string, unit: string, saved?: 'saved'): string {
  const path = [variable, unit].map(encodeURIComponent).join('/')
  return `${judgementsLink(study)}/${path}${saved ? '?saved' : ''}`
}
