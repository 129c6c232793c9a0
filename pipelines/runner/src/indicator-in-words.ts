import { currentDefinition, suppressionInWords } from '@pejling/indicators'
import type { DefinitionComparison, IndicatorCard, IndicatorValue, MovedUnit } from '@pejling/warehouse'
import { aligned, shown } from './output.ts'

const most = 20

/** An indicator's card in lines of English. */
export function indicatorInWords(card: IndicatorCard): string {
  const { indicator, definition, variable, sources, asked, checks, relations, summary, comparison } = card
  const inForce = currentDefinition(indicator).version
  const values =
    summary && !summary.suppressed && summary.quantiles
      ? `, from ${shown(summary.quantiles.min)} to ${shown(summary.quantiles.max)}, median ${shown(summary.quantiles.median)}`
      : ''
  return [
    `${indicator.id}: ${indicator.label.en} (${indicator.quality}); ${indicator.meaning.en}`,
    `owner: ${indicator.owner.en}; first round: ${indicator.firstRound}`,
    ...indicator.definitions.map(
      ({ version, date, variable, reason }) =>
        `definition ${version}${version === inForce ? ' (in force)' : ''}, ${date}: ${variable}; ${reason.en}`,
    ),
    `shown: definition ${definition.version}, ${variable.id}${variable.derived ? `: ${variable.derived.note.en}` : ''}`,
    `from: ${sources.map(({ id }) => id).join(', ')}`,
    ...asked.map(({ version, wording, rounds, comparability }) =>
      [
        `asked in ${version}${rounds.length ? ` (${rounds.join(', ')})` : ''}`,
        ...(wording ? [wording.en] : []),
        ...(comparability ? [comparability.replaceAll('_', ' ')] : []),
      ].join(': '),
    ),
    ...checks.map(({ check, results }) => {
      const failed = results.filter(({ passed }) => passed === false).length
      const said = results.length
        ? `${results.length - failed} of ${results.length} not failed`
        : 'not judged'
      return `check ${check.id}: ${said}; ${check.note.en}`
    }),
    ...(summary ? [`n = ${summary.n ?? 'hidden'}${values}`] : []),
    ...(comparison ? movedInWords(comparison, card) : []),
    `stands in ${new Set(relations.map(({ x, y }) => (x === variable.id ? y : x))).size} relations`,
  ].join('\n')
}

function movedInWords(
  { from, to, n, same, moved, withheld }: DefinitionComparison,
  { unit }: IndicatorCard,
): string[] {
  const head = `from definition ${from.version} to ${to.version}`
  const rows = moved
    .slice(0, most)
    .map((one: MovedUnit) => [one.key, one.round ?? '', end(one.from), end(one.to)])
  return [
    n === 0 ? `${head}: not counted` : `${head}: ${n - same} of ${n} move`,
    ...(withheld ? [suppressionInWords(withheld, unit.plural).en] : []),
    ...(rows.length ? [aligned([['unit', 'round', 'from', 'to'], ...rows], { right: [2, 3] })] : []),
    ...(moved.length > most ? [`… and ${moved.length - most} more`] : []),
  ]
}

function end({ value, missing }: Pick<IndicatorValue, 'value' | 'missing'>): string {
  return typeof value === 'number' ? shown(value) : (value ?? missing?.replaceAll('_', ' ') ?? 'unknown')
}
