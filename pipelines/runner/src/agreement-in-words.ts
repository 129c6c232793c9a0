import type { CodeAgreement, InterviewAgreement, ValueAgreement } from '@pejling/association'
import { aligned, shown } from './output.ts'

/** Agreement of two coders as text: what is compared, then a line for each code or variable. */
export function agreementInWords(found: InterviewAgreement): string {
  const { because, level, pair, pieces, sources, units, below, codes, overall, values } = found
  if (because) return whyNot[because]
  const of = { excerpt: 'stretches', character: 'characters', unit: 'values of units' }[level]
  const head = `${pair!.first} and ${pair!.second}: ${of} in ${sources} sources both coded`
  if (level === 'unit')
    return [
      head,
      values.length ? aligned([valueHead, ...values.map(valueLine)]) : 'no rules, so no values',
    ].join('\n')
  const rule = level === 'excerpt' ? `, unit of coding: ${units}` : ''
  const lines = [...(overall ? [overall] : []), ...codes].map(codeLine)
  return [
    `${head}, ${pieces} in all${rule}${below ? ', codes below count as those above' : ''}`,
    'intervals: leaving out one source at a time; * nearly all in one category, read kappa with AC1',
    aligned([codeHead, ...lines], { right: [1, 2, 4, 5, 6, 7, 8, 9] }),
  ].join('\n')
}

const whyNot = {
  'no-pair': 'no two coders have coded the same source',
  hidden: 'no values by coder: for those who may see all figures of the study',
  embargo: 'no figures: the study is under an embargo',
}

const codeHead = [
  'code',
  'same',
  'kappa',
  '95 % interval',
  'AC1',
  'alpha',
  'both',
  'A only',
  'B only',
  'sources',
]

function codeLine({ code, counts, agreement, skewed, sources }: CodeAgreement): string[] {
  const { percent, cohenKappa, gwetAc, krippendorffAlpha } = agreement
  return [
    ...[code ?? 'all codes', shown(percent.estimate), `${shown(cohenKappa.estimate)}${skewed ? '*' : ''}`],
    ...[spanOf(cohenKappa), shown(gwetAc.estimate), shown(krippendorffAlpha.estimate)],
    ...[counts.both, counts.first, counts.second, sources].map(String),
  ]
}

const valueHead = ['variable', 'n', 'same', 'kappa', '95 % interval', 'AC1', 'alpha', 'how']

function valueLine({
  variable,
  table,
  agreement,
  weights,
  measurement,
  oneOnly,
  skewed,
}: ValueAgreement): string[] {
  const n = table.flat().reduce((sum, count) => sum + count, 0)
  const how = `${measurement}, ${weights === 'identity' ? 'unweighted' : `${weights} weights`}`
  const only = oneOnly ? `; ${oneOnly} with a value from one coder only` : ''
  if (!agreement)
    return [
      variable.id,
      String(n),
      '–',
      '–',
      '–',
      '–',
      '–',
      `${n} double-coded: no coefficient of fewer than two units`,
    ]
  const { percent, cohenKappa, gwetAc, krippendorffAlpha } = agreement
  return [
    ...[
      variable.id,
      String(n),
      shown(percent.estimate),
      `${shown(cohenKappa?.estimate)}${skewed ? '*' : ''}`,
    ],
    ...[cohenKappa ? spanOf(cohenKappa) : '–', shown(gwetAc.estimate), shown(krippendorffAlpha.estimate)],
    `${how}${only}`,
  ]
}

function spanOf({ interval }: { interval: { lower: number; upper: number } | undefined }): string {
  return interval ? `${shown(interval.lower)} to ${shown(interval.upper)}` : '–'
}
