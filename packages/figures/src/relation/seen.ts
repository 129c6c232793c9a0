import type { Crosstab, Study, SuppressedMissing, Text, Unit, Variable } from '@pejling/indicators'
import type { Words } from '../words/words.ts'

/** A label as it stands inside a sentence: lower case at its start, abbreviations left alone. */
export function inSentence(label: string): string {
  return /^\p{Lu}(\p{Ll}|\s)/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label
}

/** A label as it stands at the start of a line. */
export function sentenceStart(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1)
}

/** `1 institution`, `24 institutioner` */
export function countOf(n: number, { label, plural }: { label: Text; plural: Text }, words: Words): string {
  return `${words.number(n)} ${words.text(n === 1 ? label : plural)}`
}

/**
 * What a cross table shows, in one sentence: the share of one column in each row. Of ordered columns it is always the
 * last, so that nobody picks the most telling one; of others the most common.
 */
export function crosstabSentence(crosstab: Crosstab, y: Variable, unit: Unit, words: Words): string {
  const { rows, columns, counts, n } = crosstab
  if (!n) return words.say('relation.seen.nothing')
  const totals = columns.map((_, j) => counts.reduce((sum, row) => sum + row[j], 0))
  const at = y.scale === 'ordinal' ? columns.length - 1 : totals.indexOf(Math.max(...totals))
  const shares = rows
    .map((row, i) => ({ row, count: counts[i][at], base: counts[i].reduce((a, b) => a + b, 0) }))
    .filter(({ base }) => base)
  const share = ({ row, count, base }: (typeof shares)[number]) =>
    words.say('relation.seen.share', {
      row: words.text(row.label),
      share: words.share(count / base),
      count: words.number(count),
      base: words.number(base),
    })
  const common = { units: words.text(unit.plural), column: words.text(columns[at].label) }
  if (shares.length === 1) return words.say('relation.seen.shares', { ...common, shares: share(shares[0]) })
  if (shares.length <= 4)
    return words.say('relation.seen.shares', { ...common, shares: words.list(shares.map(share)) })
  const sorted = shares.toSorted((a, b) => b.count / b.base - a.count / a.base)
  return words.say('relation.seen.extremes', {
    ...common,
    highest: share(sorted[0]),
    lowest: share(sorted.at(-1)!),
  })
}

/** Who was left out of the base and why, one line for each reason; empty if nobody was. */
export function missingLines(
  missing: SuppressedMissing[],
  variables: Variable[],
  unit: Unit,
  words: Words,
): string[] {
  return missing
    .filter(({ n }) => n === null || n > 0)
    .map(({ variable, reason, n }) => {
      const label = variables.find(({ id }) => id === variable)?.label
      return words.say('relation.missing.line', {
        units:
          n === null
            ? words.say('relation.hidden.some', { units: words.text(unit.plural) })
            : countOf(n, unit, words),
        variable: label ? inSentence(words.text(label)) : variable,
        reason: words.find(`relation.missing.${reason}`) ?? reason,
      })
    })
}

/** What may not be concluded: who was assigned what, and the study's own limits. */
export function caution(study: Study, x: Variable, y: Variable, unit: Unit, n: number, words: Words): string {
  const assigned = study.design.assigned.find(({ variable }) => variable === x.id || variable === y.id)
  const level = study.units.find(({ id }) => id === assigned?.level)
  const names = { x: inSentence(words.text(x.label)), y: inSentence(words.text(y.label)) }
  const common = { ...names, units: countOf(n, unit, words) }
  if (!assigned || !level || level.id === unit.id) return words.say('relation.caution', common)
  const clusters = countOf(study.design.sizes[level.id] ?? 0, level, words)
  const variable = assigned.variable === x.id ? x : y
  return words.say('relation.caution.assigned', {
    ...common,
    assigned: words.text(variable.label),
    clusters,
    level: words.text(level.label),
  })
}
