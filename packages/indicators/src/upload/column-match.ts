/**
 * Why a column of a file is taken for a variable: it is called so (`name`), by another name the codebook or an older version
 * gives it (`alias`), by its label in either language (`label`), it was so the last time this sender sent this instrument
 * (`before`), its name or label is nearly one of these (`similar`), or a person said so (`person`).
 */
export type MatchedBy = 'name' | 'alias' | 'label' | 'before' | 'similar' | 'person'

/** What a column may be taken for. */
export type MatchCandidate = {
  variable: string
  by: MatchedBy
  /** The name, alias or label of the variable that the column's name or label was held against. */
  known: string
  /** What of the column was held against it. */
  from: 'name' | 'label'
  /** How alike they are, 0 to 1; 1 unless `similar`. */
  likeness: number
}

/** A column of a file and the variable it is taken for; without one it is left out. */
export type ColumnMatch = { column: string; best?: MatchCandidate; others: MatchCandidate[] }

/** How a file's columns fit the variables its round asks: what a person confirms. */
export type ColumnMatching = {
  /** In the order of the file. */
  columns: ColumnMatch[]
  /** Variables the round's version asks that no column holds, in codebook order. */
  absent: string[]
}

/** What a person confirmed, and what is remembered for the instrument and the sender: each column's variable; null = left out. */
export type ConfirmedMatch = Record<string, string | null>
