import type { CodingPlan } from '@pejling/association'
import { aligned, shown } from './output.ts'

/** What double coding would buy, as text. */
export function planInWords(found: CodingPlan): string {
  const { because, variable, plan, agreement, agreementFrom, shares, sharesFrom, now, width, weights } = found
  if (because === 'embargo') return 'no figures: the study is under an embargo'
  if (because === 'no-rules' || !variable)
    return 'no rules make values of codings, so there are no units to plan for'
  const from = `${variable.id}: ${shares.map(({ category, share }) => `${category.id} ${shown(share)}`).join(', ')}`
  const head = `${from} (${sharesFrom === 'values' ? 'as the values are now' : 'equal shares'}); ${now} units double-coded now`
  if (!plan) return `${head}\nall units are in one category: kappa is 0/0 however many are double-coded`
  const weighted = weights === 'identity' ? 'unweighted' : `${weights} weights`
  return [
    head,
    `kappa ${shown(agreement)} (${agreementFrom}, ${weighted}): ${plan.units} units for an interval at most ${shown(width)} wide`,
    aligned(
      [
        ['units', '95 % interval', 'width', 'simulated', 'without interval'],
        ...plan.at.map(({ units, interval, width, simulatedWidth, withoutInterval }) => [
          ...[String(units), interval ? `${shown(interval.lower)} to ${shown(interval.upper)}` : '–'],
          ...[shown(width), shown(simulatedWidth), shown(withoutInterval)],
        ]),
      ],
      { right: [0, 2, 3, 4] },
    ),
  ].join('\n')
}
