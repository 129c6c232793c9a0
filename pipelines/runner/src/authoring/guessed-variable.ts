import { spelledPlainly } from '@pejling/indicators'
import type { MissingReason, Reading, Scale } from '@pejling/indicators'
import type { ColumnProfile } from './column-profile.ts'

/** A guess about a column, with the words that say where to look twice. */
export type GuessedVariable = {
  id: string
  name: string
  scale: Scale
  disclosure: 'open' | 'quasi' | 'sensitive' | 'identifier'
  /** Texts of the categories, as the file writes them; by id. */
  categories?: { id: string; text: string }[]
  decimals?: number
  reading: Reading
  comments: string[]
}

/** What people write where there is no answer. */
const missingWords: Record<string, MissingReason> = {
  ...{ '-': 'not_applicable', 'ikke relevant': 'not_applicable', irrelevant: 'not_applicable' },
  ...{ '.': 'not_answered', na: 'not_answered', 'n/a': 'not_answered', ubesvaret: 'not_answered' },
  ...{ 'ved ikke': 'not_answered', 'ikke besvaret': 'not_answered', 'ikke oplyst': 'not_answered' },
  'ikke spurgt': 'not_asked',
}
/** Numbers that stand for no answer in files of survey programs, if they lie far from the others. */
const missingNumbers = [-9, -99, -999, -1, 9, 99, 999, 9999, 98, 998]
const known: Record<string, string> = { ja: 'yes', nej: 'no', yes: 'yes', no: 'no' }
const naming = /(^|_)(id|nr|no|nummer|number|kode|code|cpr|cvr|navn|name|mail|email|telefon|phone|adresse)$/

/**
 * Guesses what a column is: nothing is certain, and every guess that may be wrong says so. A code with leading zeros stays
 * text, a comma is a decimal mark, and what looks like a person is flagged and none of it shown.
 */
export function guessedVariable(profile: ColumnProfile): GuessedVariable {
  const id = idOf(profile.name)
  const filled = profile.n - profile.empty
  const guess: GuessedVariable = {
    ...{ id, name: profile.name, scale: 'text', disclosure: 'open' },
    reading: id === profile.name ? {} : { column: profile.name },
    comments: [],
  }
  if (filled === 0)
    return { ...guess, comments: ['every cell is empty; leave it out or say what it was to hold'] }
  if (profile.civilNumber > 0 || profile.mail > 0) return person(guess, profile)
  const isUnique = profile.distinct === filled && profile.empty === 0 && filled > 1
  const isName = naming.test(id)
  const numeric = numbers(profile)
  const isCode = profile.leadingZero > 0 || (isName && profile.whole === filled)
  if (isUnique && (isCode || (numeric.n < filled && (isName || filled >= 10))))
    return {
      ...{ ...guess, scale: 'identifier', disclosure: 'identifier' },
      comments: ['a different value in every row: the key, or something that names a unit'],
    }
  if (numeric.n >= filled - oddOf(profile) && numeric.n > 0 && profile.leadingZero === 0)
    return number(guess, profile, numeric)
  if (profile.leadingZero > 0) guess.comments.push('leading zeros: a code, kept as text')
  if (profile.date === filled) return { ...guess, comments: ['days, kept as text'] }
  if (profile.texts.length > 0 && profile.long === 0 && profile.distinct <= Math.max(2, filled / 2))
    return categorical(guess, profile)
  return {
    ...{ ...guess, disclosure: 'sensitive' },
    comments: [...guess.comments, 'free text: it may hold a person; none of it is shown here'],
  }
}

function person(guess: GuessedVariable, { civilNumber }: ColumnProfile): GuessedVariable {
  const what = civilNumber > 0 ? 'civil registration numbers' : 'e-mail addresses'
  return {
    ...{ ...guess, scale: 'identifier', disclosure: 'identifier' },
    comments: [`LOOKS LIKE PERSONS (${what}): take the column out of the file before it goes anywhere`],
  }
}

/** How many cells can be read as numbers, and whether the Danish way: decimal comma, full stops between thousands. */
function numbers(profile: ColumnProfile): { n: number; danish: boolean; thousands: boolean } {
  const { whole, decimalComma, decimalPoint, oneDot, dots, dotsAndComma } = profile
  const danish = decimalComma + dots > 0 || (oneDot > 0 && oneDot === decimalPoint)
  const n = whole + decimalComma + dots + (danish ? oneDot : decimalPoint)
  return { n, danish, thousands: danish && oneDot + dots + dotsAndComma > 0 }
}

/** Cells of words that mean no answer. */
function oddOf({ odd }: ColumnProfile): number {
  return odd.filter(({ text }) => text.toLowerCase() in missingWords).reduce((sum, { n }) => sum + n, 0)
}

function number(
  guess: GuessedVariable,
  profile: ColumnProfile,
  { danish, thousands }: { danish: boolean; thousands: boolean },
): GuessedVariable {
  const missing: Record<string, MissingReason> = {}
  for (const { text } of profile.odd) missing[text] = missingWords[text.toLowerCase()]
  const isWhole = profile.decimalComma + profile.decimalPoint + profile.dots === 0
  const values = profile.texts.map(({ text }) => Number(text)).filter((value) => !Number.isNaN(value))
  const far = isWhole ? farNumbers(values) : []
  for (const value of far) missing[String(value)] = 'not_answered'
  const comments = Object.keys(missing).length > 0 ? ['check what the texts under missing mean'] : []
  const scaleValues = values.filter((value) => !far.includes(value)).sort((a, b) => a - b)
  const reading = {
    ...guess.reading,
    ...(danish ? { decimal: ',' as const } : {}),
    ...(thousands ? { thousands: '.' as const } : {}),
    ...(Object.keys(missing).length > 0 ? { missing } : {}),
  }
  if (
    isWhole &&
    scaleValues.length > 1 &&
    scaleValues.length <= 7 &&
    scaleValues[0] >= 0 &&
    scaleValues.at(-1)! <= 10
  )
    return {
      ...{ ...guess, scale: 'ordinal', reading: { ...reading, decimal: undefined } },
      categories: scaleValues.map((value) => ({ id: String(value), text: String(value) })),
      comments: [
        ...comments,
        'few whole numbers: answers on a scale were guessed; ratio or interval if they count something',
      ],
    }
  if (thousands && profile.decimalComma + profile.dots === 0)
    comments.push('a full stop before three digits was taken for a thousands mark')
  return {
    ...{ ...guess, scale: (profile.min ?? 0) < 0 ? 'interval' : 'ratio', reading },
    decimals: profile.decimalComma > 0 || (!danish && profile.decimalPoint > 0) ? 1 : 0,
    comments,
  }
}

/** Numbers for "no answer" that lie away from the rest: 9 beside 1 to 5, 99 beside ages below 50. */
function farNumbers(values: number[]): number[] {
  return missingNumbers.filter((code) => {
    const others = values.filter((value) => !missingNumbers.includes(value))
    if (!values.includes(code) || others.length < 2) return false
    const [low, high] = [Math.min(...others), Math.max(...others)]
    return code < 0 ? low >= 0 : code > high + 1 && String(high).length <= String(code).length
  })
}

function categorical(guess: GuessedVariable, profile: ColumnProfile): GuessedVariable {
  const missing: Record<string, MissingReason> = {}
  const categories: { id: string; text: string }[] = []
  for (const { text } of profile.texts) {
    const reason = missingWords[text.toLowerCase()]
    if (reason) missing[text] = reason
    else categories.push({ id: known[text.toLowerCase()] ?? categoryId(text), text })
  }
  const ids = categories.map(({ id }) => id)
  const values = Object.fromEntries(
    categories.filter(({ id, text }) => id !== text).map(({ id, text }) => [text, id]),
  )
  return {
    ...{ ...guess, scale: 'nominal' },
    categories: categories.map(({ id, text }, i) => ({
      id: ids.indexOf(id) < i ? `${id}_${i + 1}` : id,
      text,
    })),
    reading: {
      ...guess.reading,
      ...(Object.keys(missing).length > 0 ? { missing } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
    },
    comments: [
      ...guess.comments,
      'most frequent first; if they have an order, put them in it and say ordinal',
      ...(Object.keys(missing).length > 0 ? ['check what the texts under missing mean'] : []),
    ],
  }
}

/** `Antal børn (2024)` → `antal_boern_2024`. */
export function idOf(text: string): string {
  const plain = spelledPlainly(text)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /^[a-z]/.test(plain) ? plain : `v_${plain || 'column'}`
}

function categoryId(text: string): string {
  return /^\d+$/.test(text) ? text : idOf(text)
}
