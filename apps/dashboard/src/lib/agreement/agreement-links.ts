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
  // Two coders are one choice of a form: `p3k…,p7m…`.
  const [first, second] = search.get('coders')?.split(',') ?? []
  return {
    ...{ study, level: one('level', agreementLevels), units: one('units', codingUnits) },
    ...{ below: search.get('below') === 'yes', weights: one('weights', agreementWeightings) },
    ...(first && second ? { first, second } : {}),
  }
}
