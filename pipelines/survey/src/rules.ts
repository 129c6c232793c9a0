import { didYouMean, roundFile, type Round, type Severity, type Study, type Unit } from '@pejling/indicators'
import { identifier, isCategorical, isNumber, literal, missingColumn } from '@pejling/warehouse'
import type { Column, Columns } from './column.ts'

/** Parquet of units already loaded, of the same round or without rounds: `{municipality: '…/rows.parquet'}`. */
export type Loaded = Record<string, string>

/** What must hold for each row of a file that was read. */
export type Rule = {
  variable: string
  /** The column of the file that shows what stands there. */
  name: string
  rule: string
  severity: Severity
  /** SQL that holds where the rule is broken. */
  bad: string
  message: (text: string) => string
}

type Ruled = { study: Study; unit: Unit; columns: Columns; loaded: Loaded; round?: Round }

/** The rules of a unit's file, in the order of its variables. */
export function rulesOf({ study, unit, columns: { columns, notAsked }, loaded, round }: Ruled): Rule[] {
  return [
    ...columns.flatMap((column) => [
      ...valueRules(column),
      ...rangeRules(column),
      ...(column.variable.id === unit.key ? [keyRule(column)] : []),
      ...study.units
        .filter(({ id, key }) => id !== unit.id && key === column.variable.id && loaded[id])
        .map((parent) => referenceRule(column, parent, loaded[parent.id], round)),
    ]),
    ...notAsked.flatMap(({ variable, name }): Rule[] =>
      name === undefined || !round
        ? []
        : [
            {
              ...{ variable: variable.id, name, rule: 'not-asked', severity: 'stops' },
              bad: `${identifier(variable.id)} IS NOT NULL`,
              message: () => `expected no answers, since version ${round.version} does not ask it; found one`,
            },
          ],
    ),
  ]
}

/** A free text or a key is never shown in a message; a coded value is. */
function valueRules({ variable, asked, name }: Column): Rule[] {
  if (!isCategorical(variable) && !isNumber(variable)) return []
  const known = (asked.categories ?? []).map(({ id }) => id)
  const found = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
  return [
    {
      ...{ variable: variable.id, name, severity: 'stops' },
      rule: isCategorical(variable) ? 'category' : 'type',
      bad: `${identifier(variable.id)} IS NULL AND ${identifier(missingColumn(variable.id))} IS NULL`,
      message: (text) =>
        isCategorical(variable)
          ? `expected ${listed(known)}, found ${found(text)}${didYouMean(text, known)}`
          : `expected a number, found ${found(text)}`,
    },
  ]
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
      ...{ variable: variable.id, name, rule: 'range', severity: 'stops' },
      bad: `(${outside.flat().join(' OR ')})`,
      message: (text) => `expected ${expected}, found ${text}`,
    },
  ]
}

function keyRule({ variable, name }: Column): Rule {
  return {
    ...{ variable: variable.id, name, rule: 'missing-key', severity: 'stops' },
    bad: `${identifier(missingColumn(variable.id))} IS NOT NULL`,
    message: () => 'expected a key, found none',
  }
}

function referenceRule({ variable, name }: Column, parent: Unit, parquet: string, round?: Round): Rule {
  const file = parent.file ?? (round ? roundFile(round.id, parent.id) : undefined)
  const key = identifier(variable.id)
  return {
    ...{ variable: variable.id, name, rule: 'reference', severity: 'stops' },
    bad: `${key} IS NOT NULL AND ${key} NOT IN (SELECT ${identifier(parent.key)} FROM read_parquet(${literal(parquet)}))`,
    message: () => `expected a ${parent.id} of ${file}, found an unknown one`,
  }
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
