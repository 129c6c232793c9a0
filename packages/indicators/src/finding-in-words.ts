import type { AuditFinding } from './published.ts'
import type { Language, Text } from './text.ts'

/**
 * Why the audit says what it says, in one or two sentences: what was computed from what, and if it disagrees who else
 * may be at fault. Danish gets decimal commas in computed numbers; names of tables and cells stay as they are.
 *
 * @example findingInWords(finding).en // '7 + 5 + 12 = 24, printed 16.'
 */
export function findingInWords({ verdict, printed, reason }: AuditFinding): Text {
  const values: Record<string, string | number> = { ...reason.values, printed }
  const said = sentences[reason.code]
  const written = (language: Language) => {
    const parts = [
      values.blank && blank[language],
      said && fill(said[language], values, language),
      verdict === 'disagrees' &&
        reason.code !== 'one-of' &&
        !values.blank &&
        `${as[language]} ${printed || '–'}.`,
      values.suspects && `${others[language]} ${values.suspects}.`,
    ]
    return parts.filter(Boolean).join(' ')
  }
  return { da: written('da'), en: written('en') }
}

const blank: Text = {
  da: 'Cellen er tom i tryk, hvor dens naboer har et tal.',
  en: 'The cell is empty in print where its neighbours have a number.',
}
const as: Text = { da: 'Trykt er', en: 'Printed is' }
const others: Text = {
  da: 'Et af disse kan i stedet være forkert:',
  en: 'One of these may be wrong instead:',
}
const ways: Text = {
  da: 'p efter hver måde at regne på (tosidet, og ensidet efter 1:): {ways}.',
  en: 'p under each way of computing (two-sided, and one-sided after 1:): {ways}.',
}
const both = (da: string, en: string): Text => ({ da, en })
const withWays = (da: string, en: string): Text => both(`${da} ${ways.da}`, `${en} ${ways.en}`)

/** One for each code a rule gives; `{name}` is a value of the reason, and a clause with an unknown one is left out. */
const sentences: Record<string, Text> = {
  sum: both('[{sum} = ]{gives} efter summen.', '[{sum} = ]{gives} by the sum.'),
  percent: both('{part} af {base} er {gives} %.', '{part} of {base} is {gives} %.'),
  quotient: both(
    '{numerator} / {denominator} = {gives}; afrundingen af de trykte tal giver plads til {range}.',
    '{numerator} / {denominator} = {gives}; the rounding of the printed numbers leaves room for {range}.',
  ),
  'nothing-divided': both(
    'Hvor der intet er at dele, er der intet pr. enhed.',
    'Where there is nothing to divide there is nothing for each.',
  ),
  limit: both(
    '{found} er mere end de højst {limit}, der kan være.',
    '{found} is more than the {limit} there can be at most.',
  ),
  range: both('Skal ligge i {range}.', 'Must lie in {range}.'),
  'n-elsewhere': both(
    'Andre tabeller har {n} enheder med {variable}; cellerne her giver {gives}.',
    'Other tables have {n} units with {variable}; the cells here give {gives}.',
  ),
  'unit-margin': both(
    'Enhedernes egen tabel har {gives} i {category}; cellerne her giver {expected}.',
    'The units’ own table has {gives} in {category}; the cells here give {expected}.',
  ),
  'same-margin': both(
    'De samme enheder er talt i tabel {tables} ({category}): {gives} og {expected}.',
    'The same units are counted in tables {tables} ({category}): {gives} and {expected}.',
  ),
  population: both(
    'De andre tabeller over de samme enheder tæller {n}; cellerne her giver {gives}.',
    'The other tables of the same units count {n}; the cells here give {gives}.',
  ),
  'n-of-table': both('Tabel {table} har {gives} enheder.', 'Table {table} has {gives} units.'),
  'n-of-units': both('{n} enheder har både {x} og {y}.', '{n} units have both {x} and {y}.'),
  'same-units': both(
    '{one} og {other} bygger på de samme enheder.',
    '{one} and {other} rest on the same units.',
  ),
  claim: both('{from} giver[ {gives}].', '{from} gives[ {gives}].'),
  statistic: both(
    'Beregnet af tabellens celler er {statistic} = {gives}.',
    'Computed from the table’s cells {statistic} = {gives}.',
  ),
  'p-met': withWays('Mindst én måde giver den trykte grænse.', 'At least one way gives the printed level.'),
  'p-not-met': withWays('Ingen måde giver den trykte grænse.', 'No way gives the printed level.'),
  'p-too-loose': withWays(
    'Hver måde giver en strengere grænse af dem, undersøgelsen bruger ({levels}).',
    'Every way gives a stricter one of the levels the study uses ({levels}).',
  ),
  'p-no-level': withWays(
    'Det er ikke en af de grænser, undersøgelsen bruger ({levels}).',
    'It is not one of the levels the study uses ({levels}).',
  ),
  'p-unreadable': withWays('Det kan ikke læses som en p-værdi.', 'It cannot be read as a p-value.'),
  says: withWays('Holdt mod tabellens celler.', 'Held against the table’s cells.'),
  finding: withWays('Beregnet af tabel {table}.', 'Computed from table {table}.'),
  mirror: both('Rækken {other} siger {printed}.', 'Row {other} says {printed}.'),
  'printed-twice': both(
    'Det samme er trykt et andet sted: {elsewhere}.',
    'The same is printed elsewhere: {elsewhere}.',
  ),
  legend: both('Undersøgelsen bruger grænserne {levels}.', 'The study uses the levels {levels}.'),
  'one-of': both(
    'Summen passer ikke: {gives} mod {expected}.',
    'The sum does not fit: {gives} against {expected}.',
  ),
  suspect: both(
    'Indgår i et regnestykke, der ikke går op; hvilket af tallene der er forkert, kan ikke afgøres.',
    'Part of a sum that does not come out; which of its numbers is wrong cannot be told.',
  ),
  'not-published': both(
    'Det, tallet bygger på, er ikke offentliggjort.',
    'What the figure rests on was not published.',
  ),
  'no-number': both('Trykt uden tal.', 'Printed without a number.'),
  'rows-not-published': both(
    'Kan kun regnes efter med rækker, der ikke er offentliggjort.',
    'Can only be recomputed from rows that were not published.',
  ),
  'only-used': both(
    'Bruges til at regne andre tal efter, men følger ikke selv af noget trykt.',
    'Used to recompute other numbers, but does not itself follow from anything printed.',
  ),
  convention: both('En aftale om tegn, ikke et resultat.', 'A convention about signs, not a result.'),
  'stands-alone': both(
    'Intet andet trykt hænger sammen med det.',
    'Nothing else in print hangs together with it.',
  ),
}

/** Names of tables and cells are no numbers, though they look like them. */
const computed = new Set(
  'sum gives expected part base numerator denominator range found limit n ways levels'.split(' '),
)

function fill(template: string, values: Record<string, string | number>, language: Language): string {
  const put = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(values[name] ?? '?')
      return language === 'da' && computed.has(name) ? value.replace(/(\d)\.(\d)/g, '$1,$2') : value
    })
  const known = (clause: string) =>
    [...clause.matchAll(/\{(\w+)\}/g)].every(([, name]) => values[name] !== undefined)
  return put(template.replace(/\[([^\]]*)\]/g, (_, clause: string) => (known(clause) ? clause : '')))
}
