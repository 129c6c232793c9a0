import {
  askedVariable,
  type Instrument,
  type MissingReason,
  questionOf,
  type Round,
  roundVariable,
  type Variable,
} from '@pejling/indicators'
import { identifier, isCategorical, isNumber, literal } from '@pejling/warehouse'

/** A column of the file and the variable it holds. */
export type Column = {
  /** As the codebook has it: its categories and range are what the values become. */
  variable: Variable
  /** As this file's version of the instrument asks it. */
  asked: Variable
  /** What this version's answers mean in the codebook. */
  mapping: Record<string, string | number>
  /** Its name in the file. */
  name: string
}

/** The columns a unit's file should have, in codebook order, and the variables its version does not ask. */
export type Columns = {
  columns: Column[]
  notAsked: { variable: Variable; name?: string }[]
}

export type Collection = { instruments: Instrument[]; round?: Round }

/** Which column holds which variable in a file of a round; derived variables are made from others. */
export function columnsOf(
  variables: Variable[],
  header: string[],
  { instruments, round }: Collection,
): Columns {
  const found: Columns = { columns: [], notAsked: [] }
  for (const variable of variables) {
    if (variable.derived || (round && variable.id === roundVariable)) continue
    const asked = round ? askedVariable(variable, instruments, round) : { variable, mapping: {} }
    if (asked) {
      const name = nameIn(header, asked.variable) ?? asked.variable.reading?.column ?? variable.id
      found.columns.push({ variable, asked: asked.variable, mapping: asked.mapping, name })
    } else found.notAsked.push({ variable, name: nameElsewhere(header, variable, instruments) })
  }
  return found
}

/** A cell of a categorical column that the codebook knows, as it is written. */
export type Word = { text: string; value?: string; missing?: MissingReason }

/** The texts a categorical column may hold, in lower case and as a sentence would begin; undefined for other columns. */
export function wordsOf(column: Column): Word[] | undefined {
  if (!isCategorical(column.variable)) return undefined
  const reasons = reasonsOf(column.asked)
  const values = valuesByWord(column)
  const texts = new Set<string>(Object.keys(reasons))
  for (const word of wordsAsWritten(column.asked))
    for (const text of [word, word.toLowerCase(), word.charAt(0).toUpperCase() + word.slice(1)])
      texts.add(text)
  return [...texts].map((text) =>
    Object.hasOwn(reasons, text)
      ? { text, missing: reasons[text] }
      : { text, value: values.get(text.toLowerCase()) },
  )
}

/** The value and the missing reason as SQL over a column of text: NULL where it is missing or cannot be read. */
export function fromText(column: Column): { value: string; missing: string } {
  const { variable, asked, name } = column
  const text = `trim(${identifier(name)})`
  const missing = caseOf(text, Object.entries(reasonsOf(asked)))
  const value = isCategorical(variable)
    ? `CAST(${caseOf(`lower(${text})`, [...valuesByWord(column)])} AS ${enumOf(variable)})`
    : isNumber(variable)
      ? numberOf(column, text)
      : text
  return { missing, value: `CASE WHEN ${missing} IS NULL THEN ${value} END` }
}

/** The same over a column that was read as an ENUM of its words: a look-up by the number of the word. */
export function fromWords({ variable, name }: Column, words: Word[]): { value: string; missing: string } {
  const look = (list: (string | undefined)[], type: string) =>
    `([${list.map((item) => (item === undefined ? 'NULL' : literal(item))).join(', ')}]::${type}[])[enum_code(${identifier(name)})::INTEGER + 1]`
  return {
    value: look(
      words.map(({ value }) => value),
      enumOf(variable),
    ),
    missing: look(
      words.map(({ missing }) => missing),
      'VARCHAR',
    ),
  }
}

function nameIn(header: string[], { id, reading, aliases = [] }: Variable): string | undefined {
  return [reading?.column ?? id, ...aliases].find((name) => header.includes(name))
}

/** The column of a question that is not asked, under the name it has in any version. */
function nameElsewhere(header: string[], variable: Variable, instruments: Instrument[]): string | undefined {
  const versions = Object.values(questionOf(variable.id, instruments)?.versions ?? {})
  const names = versions.flatMap(({ column }) => column ?? [])
  return nameIn(header, variable) ?? names.find((name) => header.includes(name))
}

/** An empty cell was not answered, unless the codebook says otherwise. */
function reasonsOf({ reading }: Variable): Record<string, MissingReason> {
  const listed = Object.entries(reading?.missing ?? {}).map(([cell, reason]) => [cell.trim(), reason])
  return { '': 'not_answered', ...Object.fromEntries(listed) }
}

function wordsAsWritten({ categories = [], reading }: Variable): string[] {
  return [
    ...categories.flatMap(({ id, label }) => [id, label.da, label.en]),
    ...Object.keys(reading?.values ?? {}).map((word) => word.trim()),
  ]
}

/** A category is known by its name, by its label in either language, or by a text the codebook lists. */
function valuesByWord({ asked: { categories = [], reading }, mapping }: Column): Map<string, string> {
  const known = new Map<string, string>()
  for (const { id, label } of categories)
    for (const word of [label.da, label.en]) known.set(word.toLowerCase(), id)
  for (const { id } of categories) known.set(id.toLowerCase(), id)
  for (const [word, id] of Object.entries(reading?.values ?? {})) known.set(word.trim().toLowerCase(), id)
  return new Map([...known].map(([word, id]) => [word, String(mapping[id] ?? id)]))
}

/** Parse locale is not display locale: only the marks the codebook names are read as decimal or thousands marks. */
function numberOf({ asked: { reading }, mapping }: Column, text: string): string {
  const { decimal = '.', thousands } = reading ?? {}
  const grouped = thousands ? `[0-9]{1,3}(${escaped(thousands)}[0-9]{3})*|` : ''
  const pattern = `^[-+]?(${grouped}[0-9]+)(${escaped(decimal)}[0-9]+)?$`
  const bare = thousands ? `replace(${text}, ${literal(thousands)}, '')` : text
  const plain = decimal === '.' ? bare : `replace(${bare}, ${literal(decimal)}, '.')`
  const read = `CASE WHEN regexp_matches(${text}, ${literal(pattern)}) THEN TRY_CAST(${plain} AS DOUBLE) END`
  const mapped = Object.entries(mapping).map(
    ([from, to]) => `WHEN ${literal(from)} THEN ${Number(to)}::DOUBLE`,
  )
  return mapped.length > 0 ? `CASE ${text} ${mapped.join(' ')} ELSE ${read} END` : read
}

function caseOf(text: string, cases: [string, string][]): string {
  if (cases.length === 0) return 'NULL'
  return `CASE ${text} ${cases.map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`).join(' ')} END`
}

function enumOf({ categories = [] }: Variable): string {
  return `ENUM(${categories.map(({ id }) => literal(id)).join(', ')})`
}

function escaped(mark: string): string {
  return mark === '.' ? '\\.' : mark
}
