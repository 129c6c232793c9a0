import type { Codebook, MissingReason, Study, Unit, Variable } from '@pejling/indicators'
import { identifier, isCategorical, isNumber, literal, variablesOf } from '@pejling/warehouse'

/** A column of the file and the variable it holds, as SQL over the staged text. */
export type Column = {
  variable: Variable
  /** Its name in the file. */
  name: string
  text: string
  /** The typed value, NULL where it is missing or cannot be read. */
  value: string
  /** The missing reason, NULL where there is one. */
  missing: string
}

/** Which columns a unit's file should have, in codebook order; derived variables are made from others. */
export function columnsOf(study: Study, codebook: Codebook, unit: Unit, header: string[]): Column[] {
  return variablesOf(study, codebook, unit)
    .filter(({ derived }) => !derived)
    .map((variable) => {
      const names = [variable.reading?.column ?? variable.id, ...(variable.aliases ?? [])]
      return column(variable, names.find((name) => header.includes(name)) ?? names[0])
    })
}

function column(variable: Variable, name: string): Column {
  const text = `trim(${identifier(name)})`
  const missing = missingOf(variable, text)
  return {
    variable,
    name,
    text,
    missing,
    value: `CASE WHEN ${missing} IS NULL THEN ${valueOf(variable, text)} END`,
  }
}

/** An empty cell was not answered, unless the codebook says otherwise. */
function missingOf({ reading }: Variable, text: string): string {
  const reasons: Record<string, MissingReason> = { '': 'not_answered', ...reading?.missing }
  const cases = Object.entries(reasons).map(
    ([cell, reason]) => `WHEN ${literal(cell.trim())} THEN ${literal(reason)}`,
  )
  return `CASE ${text} ${cases.join(' ')} END`
}

function valueOf(variable: Variable, text: string): string {
  if (isCategorical(variable)) return categoryOf(variable, text)
  return isNumber(variable) ? numberOf(variable, text) : text
}

/** A category is known by its name, by its label in either language, or by a text the codebook lists. */
function categoryOf({ categories = [], reading }: Variable, text: string): string {
  const known = new Map<string, string>()
  for (const { id, label } of categories)
    for (const word of [label.da, label.en]) known.set(word.toLowerCase(), id)
  for (const { id } of categories) known.set(id.toLowerCase(), id)
  for (const [word, id] of Object.entries(reading?.values ?? {})) known.set(word.trim().toLowerCase(), id)
  const cases = [...known].map(([word, id]) => `WHEN ${literal(word)} THEN ${literal(id)}`)
  return cases.length ? `CASE lower(${text}) ${cases.join(' ')} END` : 'NULL'
}

/** Parse locale is not display locale: only the marks the codebook names are read as decimal or thousands marks. */
function numberOf({ reading }: Variable, text: string): string {
  const { decimal = '.', thousands } = reading ?? {}
  const grouped = thousands ? `[0-9]{1,3}(${escaped(thousands)}[0-9]{3})*|` : ''
  const pattern = `^[-+]?(${grouped}[0-9]+)(${escaped(decimal)}[0-9]+)?$`
  const bare = thousands ? `replace(${text}, ${literal(thousands)}, '')` : text
  const plain = decimal === '.' ? bare : `replace(${bare}, ${literal(decimal)}, '.')`
  return `CASE WHEN regexp_matches(${text}, ${literal(pattern)}) THEN TRY_CAST(${plain} AS DOUBLE) END`
}

function escaped(mark: string): string {
  return mark === '.' ? '\\.' : mark
}
