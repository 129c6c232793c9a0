import {
  askedVariable,
  type Instrument,
  type MissingReason,
  questionOf,
  type Reading,
  type ReceivedColumn,
  type Round,
  roundVariable,
  type UploadReading,
  type Variable,
} from '@pejling/indicators'

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
  /** The sender marked it as identifying a person. */
  marked?: true
  /** What the file itself says its codes mean: `{'1': 'ja'}`. */
  labels?: Record<string, string>
  /** What the file calls the units it names. */
  aliases?: Record<string, string>
  /** Texts that somebody said the meaning of. */
  meanings?: Meaning[]
}

/** What an accepted text is read as. */
export type Meaning = { text: string; rule: string; note: string; value?: string; missing?: MissingReason }

/** The columns a unit's file should have, in codebook order, and the variables its version does not ask. */
export type Columns = {
  columns: Column[]
  notAsked: { variable: Variable; name?: string }[]
}

/** What a format says of a column beside its cells; see the receipt of an upload. */
export type ColumnFacts = Pick<ReceivedColumn, 'name' | 'labels' | 'missing' | 'identifier'>

export type Collection = {
  instruments: Instrument[]
  round?: Round
  reading?: UploadReading
  facts?: ColumnFacts[]
}

/** Which column holds which variable in a file of a round; derived variables are made from others. */
export function columnsOf(variables: Variable[], header: string[], collection: Collection): Columns {
  const { instruments, round } = collection
  const found: Columns = { columns: [], notAsked: [] }
  for (const variable of variables) {
    if (variable.derived || (round && variable.id === roundVariable)) continue
    const asked = round ? askedVariable(variable, instruments, round) : { variable, mapping: {} }
    if (asked) found.columns.push(columnOf(variable, asked.variable, asked.mapping, header, collection))
    else found.notAsked.push({ variable, name: nameElsewhere(header, variable, instruments) })
  }
  return found
}

function columnOf(
  variable: Variable,
  asked: Variable,
  mapping: Column['mapping'],
  header: string[],
  { reading, facts = [] }: Collection,
): Column {
  const name = nameOf(asked, header, reading?.match)
  const said = facts.find((column) => column.name === name)
  const labels = Object.fromEntries((said?.labels ?? []).map(({ value, label }) => [value, label]))
  const missing = Object.fromEntries((said?.missing ?? []).map((cell) => [cell, 'not_answered' as const]))
  return {
    variable,
    asked: {
      ...asked,
      reading: {
        ...asked.reading,
        ...marksOf(asked, reading),
        missing: { ...missing, ...asked.reading?.missing },
      },
    },
    mapping,
    name,
    ...(said?.identifier && { marked: true as const }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(reading?.aliases?.[variable.id] && { aliases: reading.aliases[variable.id] }),
    meanings: meaningsOf(variable, reading),
  }
}

/**
 * How the file writes numbers and days: as a person said, else as the codebook says, else as the file itself shows. What a
 * format states for certain counts as said.
 */
function marksOf({ reading: known = {} }: Variable, reading: UploadReading | undefined): Reading {
  const { choices = {}, chosen = [] } = reading ?? {}
  const decimal = chosen.includes('decimal') ? choices.decimal : (known.decimal ?? choices.decimal)
  const agrees = decimal === (choices.decimal ?? decimal)
  const thousands = chosen.includes('thousands')
    ? choices.thousands
    : (known.thousands ?? (agrees ? choices.thousands : undefined))
  const isSame = thousands === undefined || thousands === '' || thousands === (decimal ?? '.')
  return {
    ...(decimal && { decimal }),
    thousands: isSame ? undefined : thousands,
    ...(known.date && chosen.includes('dateOrder') && { date: choices.dateOrder }),
  }
}

/** A match a person confirmed is all there is; without one a column is known by the codebook's names. */
function nameOf(asked: Variable, header: string[], match: UploadReading['match']): string {
  const known = asked.reading?.column ?? asked.id
  if (!match) return nameIn(header, asked) ?? known
  return Object.keys(match).find((name) => match[name] === asked.id) ?? known
}

function meaningsOf({ id }: Variable, reading: UploadReading | undefined): Meaning[] {
  return (reading?.accepted ?? []).flatMap(({ rule, variable, value, means, note }) => {
    if (variable !== id || value === undefined || !means) return []
    const read = 'category' in means ? { value: means.category } : { missing: means.missing }
    return { text: value, rule, note, ...read }
  })
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
