import type { Text } from '@pejling/indicators'
import { sentenceStart } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

type Asked = {
  units: { id: string; label: Text }[]
  instruments: { id: string; title: Text; versions: { id: string; label: Text }[] }[]
}

/** The facts of a round to be read: what each is called and what it is, what nobody has said left out. */
export function saidFacts(
  fields: Record<string, string>,
  { units, instruments }: Asked,
  words: Words,
): { term: string; text: string }[] {
  const said = (field: string) => fields[field] ?? ''
  // Noon, so that the day is the same one everywhere in Europe.
  const day = (field: string) => said(field) && words.day(new Date(`${said(field)}T12:00:00Z`))
  const own = (field: string) => said(`${field}-${words.language}`)
  const [instrument, version] = said('version').split('/')
  const known = instruments.find(({ id }) => id === instrument)
  const label = known?.versions.find(({ id }) => id === version)?.label
  const counts = units.flatMap(({ id, label }) =>
    (['invited', 'answered'] as const).map((what) => ({
      term: words.say(`facts.${what}`, { unit: sentenceStart(words.text(label)) }),
      text: said(`${what}-${id}`) && words.number(Number(said(`${what}-${id}`))),
    })),
  )
  const basis = said('legalBasis')
  const all = [
    {
      term: words.say('facts.version'),
      text:
        known && label
          ? words.say('facts.version.of', { instrument: words.text(known.title), version: words.text(label) })
          : said('version'),
    },
    { term: words.say('facts.from'), text: day('from') },
    { term: words.say('facts.to'), text: day('to') },
    ...counts,
    { term: words.say('facts.legalBasis'), text: words.find(`facts.basis.${basis}`) ?? basis },
    { term: words.say('facts.population'), text: own('population') },
    { term: words.say('facts.consent'), text: own('consent') },
    { term: words.say('facts.embargo'), text: day('embargo') },
    { term: words.say('facts.next'), text: day('next') },
  ]
  return all.filter(({ text }) => text)
}
