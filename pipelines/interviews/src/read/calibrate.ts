import type { PositionRule } from '@pejling/indicators'
import { type CountedText, converter, indexOf } from './counted-text.ts'

/** A place as a file has it, and the name it has there, which in some programs is the quotation. */
export type MarkedPlace = { start: number; end: number; name: string }

/** A way of counting and how well it fits: the share of slices that are as they should be, 0 to 1. */
export type Fit = { rule: PositionRule; score: number; tight: number }

/** The standard's own way, as practised: code points, the end not included. */
export const standardRule: PositionRule = {
  byteOrderMark: false,
  newline: 'stored',
  unit: 'code-point',
  end: 'exclusive',
}

/** At least this share of slices must be as they should be, else the places of a source are uncertain. */
export const certainFrom = 0.8

/**
 * Tries every way of counting that makes a difference in this text. A slice is as it should be if it begins and ends
 * where no word is cut, is what its name quotes (where names do so at all), and does not reach past the end.
 */
export function fits(counted: CountedText, all: MarkedPlace[]): Fit[] {
  const places = sampled(all)
  const rules = differentRules(counted)
  const slices = rules.map((rule) => {
    const convert = converter(counted, rule)
    return places.map((place) => judged(counted, rule, convert, place))
  })
  const named = places.filter(({ name }) => isQuotation(name)).length
  const best = Math.max(...slices.map((list) => list.filter(({ quoted }) => quoted).length))
  const quotes = named > 0 && best * 2 >= named
  return rules.map((rule, index) => {
    const judgedSlices = slices[index].filter(({ empty }) => !empty)
    const of = judgedSlices.length || 1
    const score = judgedSlices.reduce(
      (sum, { past, edges, quoted }) =>
        sum + (past ? 0 : quotes && quoted !== undefined ? 0.3 * edges + (quoted ? 0.7 : 0) : edges),
      0,
    )
    const tight = judgedSlices.filter((one) => one.tight).length
    return judgedSlices.length > 0
      ? { rule, score: score / of, tight: tight / of }
      : { rule, score: 1, tight: 1 }
  })
}

/** Two thousand places tell as much as all; a name is long enough when it can be told from others. */
function sampled(places: MarkedPlace[]): MarkedPlace[] {
  const every = Math.ceil(places.length / 2000)
  return places
    .filter((_, index) => index % every === 0)
    .map(({ name, ...place }) => ({ ...place, name: name.slice(0, 400) }))
}

/** For each source the way that fits best; where several fit as well, the one that the other sources speak for. */
export function chosen(all: { fits: Fit[]; places: number }[]): Fit[] {
  const votes = new Map<string, number>()
  for (const { fits: found, places } of all)
    for (const [feature, value, weight] of clearly(found))
      votes.set(`${feature} ${value}`, (votes.get(`${feature} ${value}`) ?? 0) + weight * places)
  const support = ({ rule }: Fit) =>
    Object.entries(rule).reduce((sum, [feature, value]) => sum + (votes.get(`${feature} ${value}`) ?? 0), 0)
  return all.map(({ fits: found, places }) => {
    const top = Math.max(...found.map(({ score }) => score))
    const near = found.filter(({ score }) => score >= top - Math.min(0.02, 0.6 / Math.max(1, places)))
    return near.toSorted((a, b) => support(b) - support(a) || b.score - a.score || b.tight - a.tight)[0]
  })
}

/** Where all ways that fit best agree on a feature and another value of it was tried, the source speaks for it. */
function clearly(found: Fit[]): [string, unknown, number][] {
  const top = Math.max(...found.map(({ score }) => score))
  if (top < certainFrom) return []
  const best = found.filter(({ score }) => score >= top - 1e-9)
  return (Object.keys(standardRule) as (keyof PositionRule)[]).flatMap((feature) => {
    const value = best[0].rule[feature]
    const others = found.filter(({ rule }) => rule[feature] !== value)
    if (others.length === 0 || best.some(({ rule }) => rule[feature] !== value)) return []
    return [[feature, value, top - Math.max(...others.map(({ score }) => score))]]
  })
}

/** The standard's way first; a way that gives the same places in this text is tried once. */
function differentRules(counted: CountedText): PositionRule[] {
  const newlines: PositionRule['newline'][] = ['stored']
  if (counted.stored.length > 0) newlines.push('lf')
  if (counted.stored.length < counted.newlines.length) newlines.push('crlf')
  return newlines.flatMap((newline) =>
    (counted.wide.length > 0 ? (['code-point', 'utf-16'] as const) : (['code-point'] as const)).flatMap(
      (unit) =>
        (counted.byteOrderMark ? [false, true] : [false]).flatMap((byteOrderMark) =>
          (['exclusive', 'inclusive'] as const).map((end) => ({ byteOrderMark, newline, unit, end })),
        ),
    ),
  )
}

type Judged = { empty: boolean; past: boolean; edges: number; tight: boolean; quoted?: boolean }

function judged(
  counted: CountedText,
  rule: PositionRule,
  convert: ReturnType<typeof converter>,
  { start, end, name }: MarkedPlace,
): Judged {
  const from = convert(start)
  const to = convert(end + (rule.end === 'inclusive' ? 1 : 0))
  const [first, last] = [indexOf(counted, from.at), indexOf(counted, to.at)]
  const edge = (one: { inside: boolean }, index: number) =>
    !one.inside && isEdge(counted.text, index) ? 0.5 : 0
  return {
    empty: first === last && start === end,
    past: from.past || to.past,
    edges: edge(from, first) + edge(to, last),
    tight: !/\s/.test(counted.text.charAt(first)) && !/\s/.test(counted.text.charAt(last - 1)),
    quoted: isQuotation(name)
      ? quotes(name, counted.text.slice(first, Math.min(last, first + 400)))
      : undefined,
  }
}

const letter = /[\p{L}\p{N}]/u
/** What belongs to the character before it. */
const mark = /[\p{M}\u200d]/u

/** No word and no character is cut here. */
function isEdge(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return true
  const after = String.fromCodePoint(text.codePointAt(index)!)
  if (mark.test(after)) return false
  const unit = text.charCodeAt(index - 1)
  const before = unit >= 0xdc00 && unit <= 0xdfff ? text.slice(index - 2, index) : text.charAt(index - 1)
  return !(letter.test(after) && (letter.test(before) || mark.test(before)))
}

/** Names such as `(12,40)` or an empty one quote nothing. */
function isQuotation(name: string): boolean {
  return name.trim() !== '' && !/^[\s\d(),;.:-]+$/.test(name)
}

/** Quotations are cut near a hundred characters, with or without dots. */
function quotes(name: string, text: string): boolean {
  const quoted = spaced(name)
    .replace(/(\.\.\.|…)$/, '')
    .trimEnd()
  const found = spaced(text)
  return found === spaced(name) || found === quoted || (quoted.length >= 20 && found.startsWith(quoted))
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
