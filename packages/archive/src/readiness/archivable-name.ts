import { sqlWords } from './sql-words.ts'

/** The headings of the metadata file: a variable called so would end the part it stands in. */
export const headings = [
  ...['SYSTEMNAVN', 'DATAFILNAVN', 'DATAFILBESKRIVELSE', 'NØGLEVARIABEL', 'REFERENCE', 'VARIABEL'],
  ...['VARIABELBESKRIVELSE', 'KODELISTE', 'BRUGERKODE'],
] as const

/**
 * May a variable or a table be called so in an archive? A letter first, then letters (Danish ones too), digits and
 * underscores, 128 at most, no word of SQL and no heading of the metadata file.
 *
 * @example isArchivableName('2_runde') // false
 */
export function isArchivableName(name: string): boolean {
  return (
    /^[a-zæøå][a-zæøå0-9_]{0,127}$/i.test(name) &&
    !sqlWords.has(name.toLowerCase()) &&
    !(headings as readonly string[]).includes(name.toUpperCase())
  )
}
