import { type Study, type Suppression, suppressionInWords, type Unit } from '@pejling/indicators'
import type { Profile, ProfileMeasure, ProfileUnits, ProfileValue } from '@pejling/warehouse'
import { aligned, shown } from './output.ts'

/** The units that have a profile, one in a line. */
export function profileUnitsInWords({ unit, units, withheld }: ProfileUnits): string {
  if (withheld) return hidden(withheld, unit)
  return aligned([
    ['key', 'name', 'in'],
    ...units.map(({ key, label, within }) => [key, label.en, within ?? '']),
  ])
}

/** A profile in lines of English: a line for each measure, then facts and rounds. */
export function profileInWords(found: Profile, study: Study): string {
  const unit = study.units.find(({ id }) => id === found.unit)!
  if (found.withheld) return hidden(found.withheld, unit)
  const { label, key, round, peers, measures, withoutRows, facts, rounds, threshold } = found
  const among = peers.value ? `same ${peers.label!.en} (${peers.value.en})` : `all ${unit.plural.en}`
  const rows = measures.map(({ variable, indicator, value, peers }) => [
    ...[indicator?.quality ?? variable.quality, variable.id, valueInWords(value)],
    ...(peers?.quantiles
      ? [shown(peers.quantiles.lower), shown(peers.quantiles.median), shown(peers.quantiles.upper)]
      : ['', peers ? spread(peers) : `under ${threshold}`, '']),
    ...[peers ? String(peers.n) : '–', `${value.file}:${value.line}`],
  ])
  return [
    `${label.en} (${key})${round === undefined ? '' : `, round ${round}`}, among ${among}`,
    aligned([['quality', 'variable', 'value', 'lower', 'median', 'upper', 'n', 'line'], ...rows]),
    ...withoutRows.map(({ id }) => `never published one by one: ${id}`),
    ...facts.map((fact) => `${fact.unit} ${fact.key}: ${fact.variable.id} = ${valueInWords(fact)}`),
    ...(rounds.length > 1 ? [aligned([['', ...rounds], ...measures.map(overRounds)])] : []),
  ].join('\n')
}

function overRounds({ variable, rounds, breaks }: ProfileMeasure): string[] {
  return [
    variable.id,
    ...rounds.map((one) => `${valueInWords(one)}${breaks.includes(String(one.round)) ? ' |' : ''}`),
  ]
}

function spread({ counts = [] }: NonNullable<ProfileMeasure['peers']>): string {
  return counts.map(({ category, n }) => `${category.id} ${n}`).join(', ')
}

function valueInWords({ value, missing }: ProfileValue): string {
  return typeof value === 'number' ? shown(value) : (value ?? missing?.replaceAll('_', ' ') ?? 'unknown')
}

function hidden(why: Suppression, { plural }: Pick<Unit, 'plural'>): string {
  return suppressionInWords(why, plural).en
}
