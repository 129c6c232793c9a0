import type {
  ComparedNumber,
  ComparedSides,
  DifferenceCause,
  SideName,
  SideNumber,
} from '@pejling/association'
import { aligned, shown } from './output.ts'

/** Two sides compared, in lines of English: a line for each number, then what is not compared and why. */
export function sidesInWords({
  left,
  right,
  numbers,
  notShared,
  onlyLeft,
  onlyRight,
}: ComparedSides): string {
  const head = ['number', 'kind', 'left', 'right', 'difference', 'because of']
  const rows = numbers.map((one) => [
    ...[one.id, one.kind, numberOf(one.left), numberOf(one.right)],
    one.difference === undefined ? '–' : shown(one.difference),
    one.because ? whyNot(one) : one.causes.map(causeInWords).join(', ') || '–',
  ])
  return [
    `${sideInWords(left)} → ${sideInWords(right)}`,
    ...(numbers.length ? [aligned([head, ...rows], { right: [4] })] : ['no number is shared by the two']),
    ...notShared.map(({ id, why }) => `not compared: ${id}, ${why.replaceAll('-', ' ')}`),
    ...(onlyLeft + onlyRight ? [`only one of them has: ${onlyLeft} left, ${onlyRight} right`] : []),
  ].join('\n')
}

function sideInWords({ study, round, edition }: SideName): string {
  return `${study}${round === undefined ? '' : ` ${round}`} (${edition})`
}

function numberOf(side: SideNumber | undefined): string {
  if (!side) return '–'
  const { value, lower, upper, n } = side
  const ends = lower === undefined ? '' : ` (${shown(lower)} to ${shown(upper)})`
  return `${shown(value)}${ends}, n = ${n}`
}

function whyNot({ because }: ComparedNumber): string {
  const reason = because?.code === 'question-changed' && because.reason ? `: ${because.reason.en}` : ''
  return `not compared, ${because!.code.replaceAll('-', ' ')}${reason}`
}

function causeInWords(cause: DifferenceCause): string {
  const { kind, why } = cause
  if (why !== 'edition') return `${kind}: ${why.replaceAll('-', ' ')}`
  const found = cause.cause
  if (found.kind === 'code') return `code: ${found.step}`
  if (found.kind === 'cannot-tell') return `cannot tell (${found.what})`
  return `${kind}: ${found.file}`
}
