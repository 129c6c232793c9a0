import { type Connection, literal } from '@pejling/warehouse'
import { danishFirstNames } from './danish-first-names.ts'
import { danishLastNames } from './danish-last-names.ts'

/** What a text may hold of a person: a civil registration number, an e-mail address, a telephone number, a name. */
export const personKinds = ['cpr', 'email', 'phone', 'name'] as const
export type PersonKind = (typeof personKinds)[number]

const letter = 'A-Za-zÆØÅæøåÉéÈèÖöÄäÜü'
const capital = 'A-ZÆØÅÉÖÄÜ'
const word = `[${capital}][${letter}]*(?:-[${capital}][${letter}]+)*`
/**
 * Days that are: the 29th of February every fourth year, the 30th and 31st where there is one; the year has two digits. In the
 * number of somebody who is not in the register (an administrative one) 60 is added to the day.
 */
const birthday = [
  '(?:[06][1-9]|[17][0-9]|[28][0-8])(?:0[1-9]|1[0-2])[0-9]{2}',
  '[28]9(?:0[13-9]|1[0-2])[0-9]{2}',
  '[28]902(?:[02468][048]|[13579][26])',
  '[39]0(?:0[13-9]|1[0-2])[0-9]{2}',
  '[39]1(?:0[13578]|1[02])[0-9]{2}',
].join('|')

const packedDay = '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])'

/** What must stand in a text for it to hold a person at all; most texts are told by this alone. */
export const screen = [
  '@',
  '[0-9]{8}',
  '[0-9]{6} ?[-–] ?[0-9]{4}',
  '[0-9]{4}[ -][0-9]{4}',
  '[0-9]{2}[ .-][0-9]{2}[ .-][0-9]{2}[ .-][0-9]{2}',
  `[${capital}][${letter}-]*,? [${capital}][${letter}]`,
  `^[${letter}.'-]+(?:,? [${letter}.'-]+){1,3}$`,
].join('|')

/** Ten digits and nothing else: a civil registration number, or a number that looks like one. */
export const isTenDigits = (text: string) => `regexp_full_match(${text}, '[0-9]{10}')`

/** Ten digits that begin with a day. */
export const isDated = (text: string) => `regexp_full_match(${text}, ${literal(`(?:${birthday})[0-9]{4}`)})`

/** Ten digits whose sum, weighted 4 3 2 7 6 5 4 3 2 1, is a multiple of 11: all numbers issued before October 2007. */
export const isWeighted = (text: string) =>
  `(${[4, 3, 2, 7, 6, 5, 4, 3, 2, 1].map((weight, at) => `${weight} * TRY_CAST(${text}[${at + 1}] AS INTEGER)`).join(' + ')}) % 11 = 0`

/** Eight digits whose sum, weighted 2 7 6 5 4 3 2 1, is a multiple of 11: a number of the central business register. */
export const isBusiness = (text: string) =>
  `(${[2, 7, 6, 5, 4, 3, 2, 1].map((weight, at) => `${weight} * TRY_CAST(${text}[${at + 1}] AS INTEGER)`).join(' + ')}) % 11 = 0`

/** Eight digits and nothing else, as a telephone number has them, that are no day such as 20260315. */
export const isEightDigits = (text: string) =>
  `(regexp_full_match(${text}, '[2-9][0-9]{7}') AND NOT regexp_full_match(${text}, ${literal(packedDay)}))`

/**
 * A civil registration number within a text, with or without a hyphen, unless it is said to be another number; ten digits
 * that are all of it are not judged here.
 */
const cpr = (text: string) => {
  const bare = `regexp_replace(${text}, '(?:p-?nr|p-nummer|ean|sagsnr|journalnr)[. :]*[0-9-]+', ' ', 'gi')`
  const pattern = `(?:^|[^0-9])(?:${birthday})(?: ?[-–] ?| )?[0-9]{4}(?:[^0-9]|$)`
  return `(NOT ${isTenDigits(text)} AND regexp_matches(${bare}, ${literal(pattern)}))`
}

const email = (text: string) =>
  `regexp_matches(${text}, ${literal(`[${letter}0-9._%+-]+@[${letter}0-9-]+(?:\\.[${letter}0-9-]+)*\\.[A-Za-z]{2,}`)})`

/**
 * A Danish telephone number: behind +45, behind a word for it, in four pairs, or eight digits in a row. Amounts, days and
 * numbers of businesses and cases are taken out first; eight digits that are all of the text are not judged here.
 */
const phone = (text: string) => {
  const bare = `regexp_replace(${text}, ${literal(notPhones)}, ' ', 'gi')`
  return `(NOT ${isEightDigits(text)} AND regexp_matches(${bare}, ${literal(phones)}))`
}
const notPhones = [
  '(?:cvr|se|p-?nr|ean|sag|sagsnr|journalnr|kr|dkk|uge|uger|år)[. :-]*(?:nr)?[. :]*[0-9][0-9 ]*',
  '[0-9][0-9 .]*(?: ?kr| ?dkk| ?mio|,-)',
  packedDay,
].join('|')
const alone = '(?:^|[^0-9 .,-] ?)'
const ended = '(?:$|[^0-9 .,-]|[.,]? (?:[^0-9]|$)|[.,]$)'
const phones = [
  '(?:\\+|00)45[ )-]*(?:[0-9][ .-]?){7}[0-9](?:[^0-9]|$)',
  '(?i:tlf|telefon|mobil|tel|sms)[a-zæøå]*[. :]*(?:nr[. :]*)?(?:[0-9][ .-]?){7}[0-9](?:[^0-9]|$)',
  `${alone}[2-9][0-9](?:[ .-][0-9]{2}){3}${ended}`,
  `${alone}[2-9][0-9]{7}${ended}`,
].join('|')

/** A first name followed by a last name within a run of words in capitals, or a text of two to four words in any case. */
const name = (text: string) => {
  const runs = `CASE WHEN regexp_full_match(${text}, ${literal(`[${letter}.'-]+(?:,? [${letter}.'-]+){1,3}`)})
    THEN [${text}] ELSE regexp_extract_all(${text}, ${literal(`${word}\\.?(?:,? ${word}\\.?)+`)}) END`
  const words = `string_split_regex(lower(run), '[ .,]+')`
  const first = `list_transform(${words}, lambda part: TRY_CAST(part AS first_name) IS NOT NULL)`
  const last = `list_transform(${words}, lambda part: TRY_CAST(part AS last_name) IS NOT NULL OR regexp_matches(part, '..(sen|gaard)$'))`
  const before = `coalesce(list_position(${first}, true), 0) > 0 AND list_position(${first}, true)
    < len(${last}) + 1 - coalesce(list_position(list_reverse(${last}), true), 99)`
  const turned = `contains(run, ', ') AND (${last})[1] AND list_contains((${first})[2:], true)`
  return `(len(list_filter(${runs}, lambda run: (${before}) OR (${turned}))) > 0)`
}

/** SQL that holds where a text holds a person in one way. */
export const holdsPerson: Record<PersonKind, (text: string) => string> = { cpr, email, phone, name }

/** Makes the names known to a connection. */
export async function preparePersons(connection: Connection): Promise<void> {
  for (const [type, names] of [
    ['first_name', danishFirstNames],
    ['last_name', danishLastNames],
  ] as const) {
    const words = [...new Set(names.map((name) => name.toLowerCase()))]
    await connection.run(`DROP TYPE IF EXISTS ${type}`)
    await connection.run(`CREATE TYPE ${type} AS ENUM (${words.map(literal).join(', ')})`)
  }
}
