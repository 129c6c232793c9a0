import { type Instrument, parseRound, type Round, type Study, type Text } from '@pejling/indicators'

/** What a round is, as a form says it: every field a text, empty if nothing was said. */
export type SaidFacts = (field: string) => string

export type FactsProblem = {
  /** The field of the form it is about, if it is about one. */
  field?: string
  /** One line in the house's own words. */
  message: string
}

/** The facts of a round as a form says them; what was left empty is left out. */
export function factsOf(said: SaidFacts, units: string[]): Omit<Round, 'id'> {
  const text = (field: string) => said(field).trim()
  const both = (field: string) => {
    const [da, en] = [text(`${field}-da`), text(`${field}-en`)]
    return da || en ? { da: da || en, en: en || da } : undefined
  }
  const counts = (what: string) => {
    const found = units.flatMap((unit): [string, number][] => {
      const digits = text(`${what}-${unit}`).replace(/[.\s]/g, '')
      return digits ? [[unit, Number(digits)]] : []
    })
    return found.length ? Object.fromEntries(found) : undefined
  }
  const [instrument, version] = text('version').split('/')
  const optional = {
    ...{ population: both('population'), invited: counts('invited'), answered: counts('answered') },
    ...{ legalBasis: text('legalBasis') as Round['legalBasis'], consent: both('consent') },
    ...{ embargo: text('embargo'), next: text('next') },
  }
  return {
    label: both('label') ?? { da: '', en: '' },
    ...{ instrument: instrument ?? '', version: version ?? '' },
    period: { from: text('from'), to: text('to') },
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value)),
  }
}

/** What is wrong with the facts of a round, by the same rules as a `round.yaml`; nothing if all is as it should be. */
export function factsProblems(
  round: string,
  facts: Omit<Round, 'id'>,
  study: Study,
  instruments: Instrument[],
): FactsProblem[] {
  if (!facts.label.da) return [{ field: 'label-da', message: 'label: expected a text, found none' }]
  for (const end of ['from', 'to'] as const)
    if (!facts.period[end]) return [{ field: end, message: 'period: expected a day, found none' }]
  // A file of YAML may be written as JSON, a line for each field.
  const content = JSON.stringify({ id: round, ...facts }, null, 1)
  const { problems } = parseRound({ path: `rounds/${round}/round.yaml`, text: content }, study, instruments)
  const lines = content.split('\n')
  return problems.map(({ row, message }) => {
    const field = row === undefined ? undefined : fieldOf(lines, row - 1)
    return { message, ...(field && { field }) }
  })
}

/** The facts as the fields of the form say them, empty where nothing is known. */
export function fieldsOf(facts: Omit<Round, 'id'>): Record<string, string> {
  const both = (field: string, text?: Text) => ({
    [`${field}-da`]: text?.da ?? '',
    [`${field}-en`]: text?.en ?? '',
  })
  const counts = (what: 'invited' | 'answered') =>
    Object.entries(facts[what] ?? {}).map(([unit, n]) => [`${what}-${unit}`, String(n)])
  return {
    ...{ ...both('label', facts.label), version: `${facts.instrument}/${facts.version}` },
    ...{ ...facts.period, ...both('population', facts.population), ...both('consent', facts.consent) },
    ...{ legalBasis: facts.legalBasis ?? '', embargo: facts.embargo ?? '', next: facts.next ?? '' },
    ...Object.fromEntries([...counts('invited'), ...counts('answered')]),
  }
}

/** Which field a line of the facts was said in; a count stands one step in, under what it counts. */
function fieldOf(lines: string[], at: number): string | undefined {
  const name = /^ *"([\w-]+)"/.exec(lines[at])?.[1]
  const above = lines.slice(0, at).findLast((line) => /^ "/.test(line))
  const counted = /^ {2}"/.test(lines[at]) && /^ "(invited|answered)"/.exec(above ?? '')?.[1]
  if (counted) return `${counted}-${name}`
  return name && fields[name]
}

/** The field of the form in which a fact is said. */
const fields: Record<string, string> = {
  ...{ label: 'label-da', instrument: 'version', version: 'version', period: 'from', from: 'from', to: 'to' },
  ...{ legalBasis: 'legalBasis', embargo: 'embargo', next: 'next' },
}
