import type { ExcerptPlace, PositionRule } from '@pejling/indicators'
import { certainFrom, chosen, fits, type MarkedPlace, standardRule } from '../read/calibrate.ts'
import { converter, type CountedText } from '../read/counted-text.ts'
import type { RawPlace, RawProject, RawSource } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'

/** How the places of one source are read. */
export type PlaceReader = {
  rule: PositionRule
  score: number
  certain: boolean
  place: (raw: RawPlace) => ExcerptPlace
  position: (raw: number) => number
}

/** For each source of a project how its places are counted: see `calibrate.ts`. */
export function placeReaders(
  raw: RawProject,
  texts: (CountedText | undefined)[],
  book: ReceiptBook,
): PlaceReader[] {
  const own = isOwn(raw.origin)
  const marked = raw.texts.map((source) => markedPlaces(source))
  const tried = raw.texts.map((_, index) => {
    const text = texts[index]
    const found = text && !own ? fits(text, marked[index]) : [{ rule: standardRule, score: 1, tight: 1 }]
    return { fits: found, places: marked[index].length }
  })
  return chosen(tried).map(({ rule, score }, index) => {
    const source = raw.texts[index]
    const text = texts[index]
    const isMarked = marked[index].length > 0
    const certain = !isMarked || (text !== undefined && score >= certainFrom) || (own && text === undefined)
    if (isMarked && !certain)
      book.deviates(
        'places-uncertain',
        'expected places that begin and end on words, found others; marked uncertain',
      )
    if (isMarked && text && tried[index].fits.length > 1)
      book.guesses({
        what: 'places',
        value: ruleInWords(rule),
        why: 'the slices begin and end on words, or are what their names quote, most often so',
        alternatives: tried[index].fits
          .map((fit) => ruleInWords(fit.rule))
          .filter((one) => one !== ruleInWords(rule)),
      })
    return { rule, score, certain, ...reader(source, text, rule, book) }
  })
}

function markedPlaces({ selections, syncPoints }: RawSource): MarkedPlace[] {
  const positions = new Map(syncPoints.map(({ guid, position }) => [guid, position]))
  return selections.flatMap(({ place, name }): MarkedPlace[] => {
    if (place.kind === 'text') return [{ ...ordered(place.start, place.end), name }]
    if (place.kind !== 'sync') return []
    const [start, end] = [positions.get(place.from), positions.get(place.to)]
    return start === undefined || end === undefined ? [] : [{ ...ordered(start, end), name: '' }]
  })
}

function reader(
  { syncPoints }: RawSource,
  text: CountedText | undefined,
  rule: PositionRule,
  book: ReceiptBook,
): Pick<PlaceReader, 'place' | 'position'> {
  const convert = text ? converter(text, rule) : (at: number) => ({ at: Math.max(0, at), past: false })
  const points = new Map(syncPoints.map((point) => [point.guid, point]))
  const position = (raw: number) => convert(raw).at
  const range = (first: number, last: number): ExcerptPlace => {
    const { start, end } = ordered(first, last)
    const [from, to] = [convert(start), convert(end + (rule.end === 'inclusive' ? 1 : 0))]
    if (from.past || to.past || start < 0 || first > last)
      book.deviates(
        'place-outside',
        'expected places within their text, found some outside; moved to its end',
      )
    return { kind: 'text', start: from.at, end: Math.max(from.at, to.at) }
  }
  return {
    position,
    place: (raw) => {
      if (raw.kind === 'text') return range(raw.start, raw.end)
      if (raw.kind !== 'sync') return raw
      const [from, to] = [points.get(raw.from), points.get(raw.to)]
      if (from?.position !== undefined && to?.position !== undefined) return range(from.position, to.position)
      if (from?.time !== undefined && to?.time !== undefined)
        return { kind: 'time', begin: from.time, end: to.time }
      book.deviates(
        'place-missing',
        'expected sync points for every place in a transcript, found none; taken to be all of it',
      )
      return { kind: 'whole' }
    },
  }
}

/** The rule as one line: `line breaks as stored, code points, end left out`. */
function ruleInWords({ byteOrderMark, newline, unit, end }: PositionRule): string {
  return [
    { stored: 'line breaks as stored', lf: 'line breaks as one', crlf: 'line breaks as two' }[newline],
    unit === 'utf-16' ? 'UTF-16 units' : 'code points',
    `end ${end === 'exclusive' ? 'left out' : 'included'}`,
    ...(byteOrderMark ? ['with the byte order mark'] : []),
  ].join(', ')
}

function ordered(start: number, end: number): { start: number; end: number } {
  return start <= end ? { start, end } : { start: end, end: start }
}

/** Did this house write the file? */
function isOwn(origin: string | undefined): boolean {
  return origin === 'Pejling' || (origin?.startsWith('Pejling ') ?? false)
}
