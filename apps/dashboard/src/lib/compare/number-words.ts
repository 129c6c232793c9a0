import type { ComparedNumber, DifferenceCause, SideName, SideNumber } from '@pejling/association'
import { suppressionInWords, toQuery } from '@pejling/indicators'
import { causeInWords } from '#lib/editions/cause-words.ts'
import type { SidesMark } from '#lib/figures/sides-figure.ts'
import { inSentence } from '@pejling/figures'
import type { StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** What a number is of: `Systematik i opsporing: andre redskaber`, for a pair with its row. */
export function numberName(
  { variables, indicator, category, row, kind }: ComparedNumber,
  words: Words,
): string {
  const labels = variables.map(({ label }, i) => (i ? inSentence(words.text(label)) : words.text(label)))
  const name = indicator ? words.text(indicator.label) : labels.join(' × ')
  if (kind === 'gamma' || kind === 'cramersV')
    return `${name}: ${words.say(kind === 'gamma' ? 'sides.kind.gamma' : 'sides.kind.cramersV')}`
  if (row && category) return `${words.text(row)}: ${words.text(category)}`
  if (kind === 'share') return category ? `${name}: ${words.text(category)}` : name
  return `${name}: ${words.say('sides.kind.mean')}`
}

/** A share in per cent, a measure with two decimals, a mean with those of its variable. */
export function valueInWords({ kind, variables }: ComparedNumber, value: number, words: Words): string {
  if (kind === 'share') return words.share(value)
  const decimals = kind === 'mean' ? decimalsOf(variables[0].decimals ?? 1, value) : 2
  return words.number(value, decimals)
}

/** A difference with its sign; of shares in percentage points. */
export function differenceInWords(one: ComparedNumber, words: Words): string {
  if (one.difference === undefined) return ''
  const { difference } = one
  const sign = difference > 1e-12 ? '+' : difference < -1e-12 ? '−' : ''
  const size = Math.abs(difference)
  if (one.kind === 'share')
    return words.say('sides.points', { value: `${sign}${words.number(size * 100, 1)}` })
  return `${sign}${valueInWords(one, size, words)}`
}

/** Why two numbers are not held against each other. */
export function becauseInWords({ because }: ComparedNumber, words: Words): string {
  if (!because) return ''
  if (because.code === 'hidden')
    return words.text(suppressionInWords(because.why, { da: 'enheder', en: 'units' }))
  const said = words.say(`sides.because.${because.code}`)
  return because.code === 'question-changed' && because.reason
    ? `${said} ${words.text(because.reason)}`
    : said
}

/** One cause of a difference. */
export function differenceCauseInWords(cause: DifferenceCause, names: StudyNames, words: Words): string {
  if (cause.why === 'edition') return causeInWords(cause.cause, names, words)
  const said = words.say(`sides.cause.${cause.why}`)
  return 'reason' in cause && cause.reason ? `${said} ${words.text(cause.reason)}` : said
}

/** `Ledelse og børn …, forår 2024`. */
export function sideName({ title, roundLabel }: SideName, words: Words): string {
  return roundLabel ? `${words.text(title)}, ${words.text(roundLabel)}` : words.text(title)
}

/** The numbers a figure shows: one of each variable or row. */
export function sidesMarks(numbers: ComparedNumber[], right: SideName, words: Words): SidesMark[] {
  return numbers
    .filter(({ isMain, left, right }) => isMain && (left ?? right))
    .map((one): SidesMark => {
      const { variables, kind } = one
      const [x, y] = variables.length === 2 ? variables.map(({ id }) => id) : []
      const said = [one.left, one.right].map((side) => (side ? valueInWords(one, side.value, words) : '–'))
      // An arrow would hold one against the other.
      const both = said.join(one.because ? ' | ' : ' → ')
      const where = right.round ? [{ variable: 'round', values: [right.round] }] : []
      const href = x && y ? `/relations${toQuery({ study: right.study, x, y, where })}` : `#${anchorOf(one)}`
      return {
        ...{ name: numberName(one, words), words: both, joined: one.because === undefined },
        ...scaleOf(kind, [one.left, one.right]),
        ...(one.left && { left: one.left }),
        ...(one.right && { right: one.right }),
        door: {
          href,
          words: `${numberName(one, words)}: ${both}. ${becauseInWords(one, words)}`.trim(),
        },
      }
    })
}

/** The place of a number in the table. */
export function anchorOf({ id }: ComparedNumber): string {
  return `n-${id.replace(/[^\p{L}\p{N}]+/gu, '-')}`
}

function scaleOf(
  kind: ComparedNumber['kind'],
  sides: (SideNumber | undefined)[],
): { low: number; high: number } {
  if (kind === 'share' || kind === 'cramersV') return { low: 0, high: 1 }
  if (kind === 'gamma') return { low: -1, high: 1 }
  const ends = sides.flatMap((side) => (side ? [side.lower ?? side.value, side.upper ?? side.value] : []))
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const room = (high - low || Math.abs(high) || 1) * 0.25
  return { low: low - room, high: high + room }
}

/** A mean has one decimal more than what it is a mean of, but for large numbers. */
function decimalsOf(decimals: number, value: number): number {
  return Math.abs(value) >= 1000 ? 0 : Math.min(2, decimals + 1)
}
