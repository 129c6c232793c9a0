import { guid } from '../written.ts'

/** Two invented interviews that every look-alike holds; what differs is how a program writes them. */
export const texts = {
  leder:
    'Vi gør det hver dag 🙂.\nAlle børn bliver sprogvurderet, når de er tre år.\nDet er aftalt i hele huset.',
  pædagog: 'Små grupper?\nJa, mandag og onsdag.\nVi ser på leg, mad og søvn.',
}
export type Interview = keyof typeof texts

/** What two coders marked: the words, the code and who. */
export const marks: { source: Interview; quote: string; code: number; user: number }[] = [
  { source: 'leder', quote: 'Alle børn bliver sprogvurderet', code: 12, user: 1 },
  { source: 'leder', quote: 'Alle børn bliver sprogvurderet', code: 12, user: 2 },
  { source: 'leder', quote: 'aftalt i hele huset', code: 22, user: 1 },
  { source: 'pædagog', quote: 'mandag og onsdag', code: 21, user: 1 },
  { source: 'pædagog', quote: 'Vi ser på leg, mad og søvn', code: 13, user: 2 },
]

export const users = [
  { guid: guid(1), name: 'Anna Opdigtet' },
  { guid: guid(2), name: 'Bo Opdigtet' },
]
export const sourceGuid = { leder: guid(31), pædagog: guid(32) }

/** Three levels, a name in two branches, and a node that only holds others. */
export function codesXml(
  form: (code: { number: number; name: string; inside: string; codable: boolean }) => string,
): string {
  const code = (number: number, name: string, inside = '', codable = true) =>
    form({ number, name, inside, codable })
  return [
    code(10, 'Opsporing', code(11, 'Redskaber', code(12, 'Sprog')) + code(13, 'Erfaring'), false),
    code(20, 'Indsats', code(21, 'Små grupper') + code(22, 'Sprog')),
  ].join('')
}

/** A code as the standard has it. */
export function plainCode({
  number,
  name,
  inside,
  codable,
}: Parameters<Parameters<typeof codesXml>[0]>[0]): string {
  return `<Code guid="${guid(number)}" name="${name}" isCodable="${codable}">${inside}</Code>`
}

export function usersXml(): string {
  return `<Users>${users.map((user) => `<User guid="${user.guid}" name="${user.name}"/>`).join('')}</Users>`
}

export type Counting = {
  newline: 'lf' | 'crlf'
  unit: 'code-point' | 'utf-16'
  end: 'exclusive' | 'inclusive'
  first: number
}

/** Where words are in a text, as a program counts. */
export function placeOf(
  source: Interview,
  quote: string,
  { newline, unit, end, first }: Counting,
): [number, number] {
  const at = texts[source].indexOf(quote)
  const count = (text: string) => {
    const counted = newline === 'crlf' ? text.replaceAll('\n', '\r\n') : text
    return unit === 'utf-16' ? counted.length : [...counted].length
  }
  const start = first + count(texts[source].slice(0, at))
  return [start, start + count(quote) - (end === 'inclusive' ? 1 : 0)]
}

/** The selections of a source with their codings; `name` is what the program writes in `name`. */
export function selectionsXml(
  source: Interview,
  counting: Counting,
  name: (quote: string, place: [number, number]) => string,
): string {
  const number = source === 'leder' ? 100 : 200
  return marks
    .filter((mark) => mark.source === source)
    .map(({ quote, code, user }, index) => {
      const [start, end] = placeOf(source, quote, counting)
      const by = `creatingUser="${guid(user)}" creationDateTime="2026-03-0${index + 1}T10:00:00Z"`
      return (
        `<PlainTextSelection guid="${guid(number + index)}" name="${name(quote, [start, end])}" startPosition="${start}" endPosition="${end}" ${by}>` +
        `<Coding guid="${guid(number + 50 + index)}" ${by}><CodeRef targetGUID="${guid(code)}"/></Coding></PlainTextSelection>`
      )
    })
    .join('')
}
