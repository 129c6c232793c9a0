import {
  cellAddress,
  type Claim,
  type ParsedStudy,
  printedNumber,
  type PublishedCell,
  type PublishedTable,
} from '@pejling/indicators'

/**
 * One printed thing the audit gives a verdict: a cell, a statistic, a figure in running text.
 *
 * - `number`: it can be read as one.
 * - `blank`: a number should stand there and nothing (or nothing readable) does.
 * - `mark`: print that means a missing reason, such as `-`.
 * - `words`: a finding, a p-value, a verdict in words.
 */
export type Fact = {
  key: string
  table: string
  cell: string
  printed: string
  kind: 'number' | 'blank' | 'mark' | 'words'
  value?: number
  /** Half a unit of the last printed digit. */
  halfUnit: number
  /** What a number of its kind can be at all; anything if nothing is said. */
  possible?: { min: number; max: number; whole: boolean }
  file: string
  line: number
}

export type Facts = Map<string, Fact>

/** The table that figures in running text are reported under. */
export const textTable = 'text'

/** Every printed thing of a study, in the order it is reported: tables as in their file, then figures in text. */
export function factsOf({ tables, cells, claims, variables }: ParsedStudy): Facts {
  const marks = new Map(
    variables.map(({ id, reading }) => [id, new Set(Object.keys(reading?.missing ?? {}))] as const),
  )
  const facts: Facts = new Map()
  for (const table of tables) {
    const own = cells.filter((cell) => cell.table === table.id)
    for (const cell of own) {
      const fact = factOfCell(table, cell, marks.get(cell.measure))
      // An empty cell would have had as many decimals as the others of its kind.
      if (fact.kind === 'blank') fact.halfUnit = finest(own.filter(({ measure }) => measure === cell.measure))
      facts.set(fact.key, fact)
    }
  }
  for (const fact of claims.flatMap(factsOfClaim)) facts.set(fact.key, fact)
  return facts
}

/** The key of a cell's fact: `3.1#none/experience/count`. */
export function factKey(table: string, address: string): string {
  return `${table}#${address}`
}

function factOfCell(table: PublishedTable, cell: PublishedCell, marks: Set<string> | undefined): Fact {
  const address = cellAddress(table, cell)
  const beside = Object.keys(cell.at).length === 0
  const inWords =
    table.measures.find(({ id }) => id === cell.measure)?.kind === 'finding' ||
    (beside && (cell.measure.includes('.') || cell.measure === 'legend'))
  const shown = { ...place(table.id, address, cell), printed: cell.printed }
  if (inWords) return { ...shown, kind: 'words', halfUnit: 0 }
  const possible = possibleAs(table.measures.find(({ id }) => id === cell.measure)?.kind, cell.halfUnit)
  const number = { ...shown, ...(possible ? { possible } : {}) }
  if (cell.value !== undefined)
    return { ...number, kind: 'number', value: cell.value, halfUnit: cell.halfUnit ?? 0.5 }
  return { ...number, kind: marks?.has(cell.printed.trim()) ? 'mark' : 'blank', halfUnit: 0.5 }
}

/** Nobody is counted less than never or in part (unless the print has parts), and no share is outside 0–100 %. */
function possibleAs(kind: string | undefined, halfUnit = 0.5): Fact['possible'] {
  if (kind === 'count' || kind === 'n') return { min: 0, max: Infinity, whole: halfUnit >= 0.5 }
  return kind === 'percent' ? { min: 0, max: 100, whole: false } : undefined
}

/** Can a number of this kind be that value? */
export function isPossible({ possible }: Fact, value: number): boolean {
  if (!possible) return true
  return value >= possible.min && value <= possible.max && (!possible.whole || Number.isInteger(value))
}

function finest(cells: PublishedCell[]): number {
  return Math.min(0.5, ...cells.flatMap(({ halfUnit }) => halfUnit ?? []))
}

/** A claim is a figure, and so are the part and the whole printed beside it. */
function factsOfClaim(claim: Claim): Fact[] {
  const fact = (address: string, printed: string): Fact => {
    const number = printedNumber(printed)
    const shown = { ...place(textTable, address, claim), printed }
    return number ? { ...shown, kind: 'number', ...number } : { ...shown, kind: 'words', halfUnit: 0 }
  }
  return [
    fact(claim.id, claim.printed),
    ...(claim.numerator === undefined ? [] : [fact(`${claim.id}/numerator`, claim.numerator)]),
    ...(claim.denominator === undefined ? [] : [fact(`${claim.id}/denominator`, claim.denominator)]),
  ]
}

function place(table: string, address: string, { file, line }: { file: string; line: number }) {
  return { key: factKey(table, address), table, cell: address, file, line }
}
