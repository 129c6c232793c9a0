import {
  type RowRule,
  nearest,
  roundFile,
  type Round,
  type Severity,
  type Study,
  type Unit,
  variablesOfRule,
} from '@pejling/indicators'
import { identifier, isCategorical, isNumber, literal, missingColumn } from '@pejling/warehouse'
import type { Column, Columns } from '../column.ts'
import type { Word } from '../words.ts'
import { brokenBy } from './row-rule.ts'

/** Parquet of units already loaded, of the same round or without rounds: `{municipality: '…/rows.parquet'}`. */
export type Loaded = Record<string, string>

/** What must hold for each row of a file that was read. */
export type Rule = {
  variable?: string
  /** The column of the file that shows what stands there; without one only the lines are told. */
  heading?: string
  rule: string
  severity: Severity
  /** SQL that holds where the rule is broken. */
  bad: string
  /** Do the cells hold codes that may be shown, unless they hold a person? */
  coded: boolean
  acceptable: boolean
  message: (text: string) => string
  /** The known value a text is nearest to. */
  nearest?: (text: string) => string | undefined
  /** Parquet and column of the units a text should be one of. */
  among?: { parquet: string; key: string }
}

type Ruled = {
  study: Study
  unit: Unit
  columns: Columns
  words: Map<string, Word[]>
  loaded: Loaded
  round?: Round
  rowRules: RowRule[]
}

/** The rules of a unit's file, in the order of its variables; those the codebook states come last. */
export function rulesOf({ study, unit, columns, words, loaded, round, rowRules }: Ruled): Rule[] {
  const there = new Set(columns.columns.map(({ variable }) => variable.id))
  return [
    ...columns.columns.flatMap((column) => [
      ...valueRules(column, words.get(column.name)),
      ...rangeRules(column),
      ...(round && column.variable.inPeriod ? [periodRule(column, round)] : []),
      ...(column.variable.id === unit.key ? [keyRule(column), totalRule(column, unit)] : []),
      ...study.units
        .filter(({ id, key }) => id !== unit.id && key === column.variable.id && loaded[id])
        .map((parent) => referenceRule(column, parent, loaded[parent.id], round)),
    ]),
    ...columns.notAsked.flatMap(({ variable, name }): Rule[] =>
      name === undefined || !round
        ? []
        : [
            {
              ...{ variable: variable.id, heading: name, rule: 'not-asked', severity: 'stops' },
              ...{ coded: false, acceptable: true },
              bad: `${identifier(variable.id)} IS NOT NULL`,
              message: () => `expected no answers, since version ${round.version} does not ask it; found one`,
            },
          ],
    ),
    ...rowRules
      .filter((rule) => variablesOfRule(rule).every((id) => there.has(id)))
      .map((rule): Rule => ({
        ...{
          variable: variablesOfRule(rule)[0],
          rule: `rule:${rule.id}`,
          severity: rule.severity ?? 'warns',
        },
        ...{ coded: false, acceptable: true },
        bad: brokenBy(rule),
        message: () => `expected ${rule.note.en}, found otherwise`,
      })),
  ]
}

/** A free text or a key is never shown in a message; a coded value is. */
function valueRules({ variable, asked, name }: Column, words: Word[] | undefined): Rule[] {
  const isDay = variable.reading?.date !== undefined
  if (!isCategorical(variable) && !isNumber(variable) && !isDay) return []
  if (words?.every(({ value, missing }) => value !== undefined || missing !== undefined)) return []
  const categories = (asked.categories ?? []).map(({ id }) => id)
  const near = nearCategory(asked, words)
  return [
    {
      ...{ variable: variable.id, heading: name, severity: 'stops', coded: true, acceptable: true },
      rule: isCategorical(variable) ? 'category' : 'type',
      bad: `${identifier(variable.id)} IS NULL AND ${identifier(missingColumn(variable.id))} IS NULL`,
      message: (text) => {
        if (isCategorical(variable))
          return `expected ${listed(categories)}, found ${text}${meant(text, near(text))}`
        return `expected ${isDay ? `a day as ${dayAs[asked.reading?.date ?? 'ymd']}` : 'a number'}, found ${text}`
      },
      ...(isCategorical(variable) && { nearest: near }),
    },
  ]
}

const dayAs = { dmy: 'dd-mm-yyyy', mdy: 'mm-dd-yyyy', ymd: 'yyyy-mm-dd' }

/** The category that is written most like a text: as its id, its label, or a text the codebook lists. */
function nearCategory({ categories = [] }: Column['asked'], words: Word[] = []) {
  const known = new Map<string, string>([
    ...words.flatMap(({ text, value }): [string, string][] => (value === undefined ? [] : [[text, value]])),
    ...categories.flatMap(({ id, label }): [string, string][] => [
      [label.da, id],
      [label.en, id],
      [id, id],
    ]),
  ])
  return (text: string) => {
    const ids = nearest(text, new Set(categories.map(({ id }) => id)))
    return ids ?? known.get(nearest(text, known.keys()) ?? '')
  }
}

function rangeRules({ variable, name }: Column): Rule[] {
  const { min, max } = variable.range ?? {}
  if (!isNumber(variable) || (min === undefined && max === undefined)) return []
  const value = identifier(variable.id)
  const outside = [
    min === undefined ? [] : [`${value} < ${min}`],
    max === undefined ? [] : [`${value} > ${max}`],
  ]
  const expected =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`
  return [
    {
      ...{ variable: variable.id, heading: name, rule: 'range', severity: 'stops' },
      ...{ coded: true, acceptable: true },
      bad: `(${outside.flat().join(' OR ')})`,
      message: (text) => `expected ${expected}, found ${text}`,
    },
  ]
}

function periodRule({ variable, name }: Column, { period }: Round): Rule {
  const day = identifier(variable.id)
  return {
    ...{ variable: variable.id, heading: name, rule: 'outside-round', severity: 'warns' },
    ...{ coded: false, acceptable: true },
    bad: `(${day} < ${literal(period.from)} OR ${day} > ${literal(period.to)})`,
    message: () => `expected a day from ${period.from} to ${period.to}, found another`,
  }
}

function keyRule({ variable, name }: Column): Rule {
  return {
    ...{ variable: variable.id, heading: name, rule: 'missing-key', severity: 'stops' },
    ...{ coded: false, acceptable: false },
    bad: `${identifier(missingColumn(variable.id))} IS NOT NULL`,
    message: () => 'expected a key, found none',
  }
}

/** What people and pivot tables write where a row sums up the others, in lower case. */
const totals = ['i alt', 'ialt', 'total', 'totalt', 'hovedtotal', 'subtotal', 'sum', 'samlet', 'hele landet']
  .concat(['grand total', 'all in all', 'in total', 'overall'])
  .flatMap((word) => [word, `${word}:`])

/** A row that sums up the others would count everything twice; a unit may be called so all the same. */
function totalRule({ variable, name }: Column, unit: Unit): Rule {
  return {
    ...{ variable: variable.id, heading: name, rule: 'total-row', severity: 'stops' },
    ...{ coded: false, acceptable: true },
    bad: `coalesce(lower(${identifier(variable.id)}) IN (${totals.map(literal).join(', ')}), false)`,
    message: () => `expected a ${unit.id}, found a row that sums up others`,
  }
}

function referenceRule({ variable, name }: Column, parent: Unit, parquet: string, round?: Round): Rule {
  const file = parent.file ?? (round ? roundFile(round.id, parent.id) : undefined)
  const key = identifier(variable.id)
  return {
    ...{ variable: variable.id, heading: name, rule: 'reference', severity: 'stops' },
    ...{ coded: variable.disclosure === 'open' || variable.disclosure === 'quasi', acceptable: false },
    bad: `${key} IS NOT NULL AND ${key} NOT IN (SELECT ${identifier(parent.key)} FROM read_parquet(${literal(parquet)}))`,
    message: (text) => `expected a ${parent.id} of ${file}, found ${text || 'an unknown one'}`,
    among: { parquet, key: parent.key },
  }
}

function meant(text: string, near: string | undefined): string {
  return near === undefined || near === text ? '' : ` (did you mean ${near}?)`
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
