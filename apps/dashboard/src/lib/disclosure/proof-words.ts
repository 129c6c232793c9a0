import type { Category, Text } from '@pejling/indicators'
import type { DisclosureProof, HiddenProof, ProvenTable } from '@pejling/warehouse'
import type { Words } from '#lib/words/words.ts'

/** A variable of a protected table, as it is called. */
export type ProofVariable = { id: string; label: Text; categories: Category[] }

/** Does the protection hold, in a sentence? */
export function proofSentence({ holds, printed, tables }: DisclosureProof, words: Words): string {
  if (printed) return words.say('disclosure.proof.printed')
  if (!tables.length) return words.say('disclosure.proof.noTables')
  const cells = tables.flatMap(({ cells, threshold }) => cells.map((cell) => ({ ...cell, threshold })))
  if (!cells.length) return words.say('disclosure.proof.nothing', { tables: tables.length })
  const distinct = [...new Set(cells.map(({ threshold }) => threshold))].sort((a, b) => a - b)
  const thresholds = words.list(distinct.map((threshold) => words.number(threshold)))
  const narrow = cells.filter((cell) => isNarrow(cell, cell)).length
  return holds
    ? words.say('disclosure.proof.holds', { n: cells.length, tables: tables.length, thresholds })
    : words.say('disclosure.proof.fails', { narrow, n: cells.length, thresholds })
}

/** The same of one table. Where categories are hidden together everywhere it may have no hidden count of its own. */
export function tableSentence({ holds, cells, counts, threshold }: ProvenTable, words: Words): string {
  if (!holds) return words.say('disclosure.table.fails', { threshold })
  if (!cells.length && counts.flat().some(({ shown }) => !shown)) return words.say('disclosure.table.merged')
  return words.say('disclosure.table.holds', { n: cells.length, threshold })
}

/** Can a hidden count be narrowed below the threshold, by one who knows the rule by which counts are hidden? */
export function isNarrow({ told }: Pick<HiddenProof, 'told'>, { threshold }: { threshold: number }): boolean {
  return told.upper - told.lower < threshold
}

/** Where a table stands on the page of the proof, whichever of the two is named first. */
export function tableId({ x, y }: { x: string; y: string }): string {
  return ['table', ...[x, y].sort()].join('-')
}

/** The variable's name, or its id if it has none. */
export function variableIn(variables: readonly ProofVariable[], id: string, words: Words): string {
  const found = variables.find((variable) => variable.id === id)
  return found ? words.text(found.label) : id
}

/** Categories of a variable by their names, `missing` for a missing value. */
export function categoriesIn(
  variables: readonly ProofVariable[],
  variable: string,
  ids: readonly string[],
  words: Words,
): string {
  const known = variables.find(({ id }) => id === variable)?.categories ?? []
  return words.list(
    ids.map((id) => {
      const found = known.find((category) => category.id === id)
      return found ? words.text(found.label) : words.say('disclosure.table.missing')
    }),
  )
}
