import type { CodeAgreement, InterviewAgreement, ValueAgreement } from '@pejling/association'
import { codeNames } from '@pejling/indicators'
import type { AgreementMark } from '#lib/figures/agreement-figure.ts'
import type { Words } from '#lib/words/words.ts'

/** A coefficient as it is shown: `0,61`; nothing where it is 0/0. */
export type ShownCoefficient = { estimate: number | undefined; interval?: { lower: number; upper: number } }

const decimals = 2

export function numberInWords(value: number | undefined, words: Words): string {
  return value === undefined ? words.say('agreement.table.none') : words.number(value, decimals)
}

/** `0,31 til 0,84`; nothing where there is no interval. */
export function intervalInWords({ interval }: ShownCoefficient, words: Words): string | undefined {
  return (
    interval &&
    words.say('statistics.interval', {
      lower: numberInWords(interval.lower, words),
      upper: numberInWords(interval.upper, words),
    })
  )
}

/** A code as one line, the names from the root on. */
export function codeInWords(code: string | undefined, words: Words): string {
  return code === undefined ? words.say('agreement.all') : codeNames(code).join(' › ')
}

/** The share of all pieces each coder gave the code in: what kappa must be read beside. */
export function sharesInWords({ counts, agreement }: CodeAgreement, words: Words): string {
  const { n } = agreement.percent
  const share = (given: number) => words.share(n > 0 ? (counts.both + given) / n : 0)
  return words.say('agreement.shares', { first: share(counts.first), second: share(counts.second) })
}

/** What the whole comparison says, in a sentence or three. */
export function agreementSentence(found: InterviewAgreement, words: Words): string {
  const { because, level, overall, sources, pieces, values } = found
  if (because) return words.say(`agreement.none.${because}`)
  if (level === 'unit') {
    if (values.length === 0) return words.say('agreement.none.values')
    const compared = values.filter(({ agreement }) => agreement).length
    return words.say('agreement.values.sentence', { variables: values.length, compared })
  }
  if (!overall) return words.say('agreement.none.no-pair')
  const { percent, cohenKappa, gwetAc } = overall.agreement
  const said = words.say('agreement.sentence', {
    sources,
    share: words.share(percent.estimate ?? 0),
    pieces: words.say(`agreement.pieces.${level}`, { n: pieces }),
    kappa: numberInWords(cohenKappa.estimate, words),
    interval: intervalInWords(cohenKappa, words) ?? 'none',
  })
  const skewed =
    overall.skewed &&
    words.say('agreement.sentence.skewed', {
      largest: words.share(overall.skewed),
      ac1: numberInWords(gwetAc.estimate, words),
    })
  return [said, skewed, sources === 1 && words.say('agreement.sentence.one')].filter(Boolean).join(' ')
}

/** So many codes are drawn; all are in the table. */
export const drawnCodes = 30

/** All codes together, then those given most. */
export function codeMarks({ overall, codes }: InterviewAgreement, words: Words): AgreementMark[] {
  return [...(overall ? [overall] : []), ...codes.slice(0, drawnCodes)].map((one) => ({
    name: codeInWords(one.code, words),
    ...markOf(one.agreement.cohenKappa),
    skewed: one.skewed !== undefined,
    beside: sharesInWords(one, words),
  }))
}

export function valueMarks({ values }: InterviewAgreement, words: Words): AgreementMark[] {
  return values.map((one) => ({
    name: words.text(one.variable.label),
    ...(one.agreement?.cohenKappa ? markOf(one.agreement.cohenKappa) : {}),
    skewed: one.skewed !== undefined,
    beside: one.agreement ? baseInWords(one, words) : whyNot(one, words),
  }))
}

/** Why a variable has no coefficient. */
export function whyNot(one: ValueAgreement, words: Words): string {
  return words.say(both(one) === 1 ? 'agreement.value.one' : 'agreement.value.none')
}

export function baseInWords(one: ValueAgreement, words: Words): string {
  return words.say('agreement.values.base', { n: both(one), units: one.units })
}

/** How the interval was made, and what a unit of it is. */
export function methodInWords({ level, units, sources }: InterviewAgreement, words: Words): string[] {
  if (level === 'unit') return [words.say('agreement.how.unit'), words.say('agreement.how.scale')]
  return [
    words.say(`agreement.how.${level}`, { units }),
    ...(sources > 1 ? [words.say('agreement.how.interval', { df: sources - 1 })] : []),
    words.say('agreement.how.sources'),
    words.say('agreement.how.scale'),
  ]
}

function both({ table }: ValueAgreement): number {
  return table.flat().reduce((sum, count) => sum + count, 0)
}

function markOf({ estimate, interval }: ShownCoefficient) {
  return { ...(estimate === undefined ? {} : { estimate }), ...(interval ?? {}) }
}
