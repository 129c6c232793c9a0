/** What a table of codings may say in a column. */
export type CodingColumn = 'source' | 'code' | 'excerpt' | 'coder' | 'start' | 'end' | 'created' | 'comment'

/** Headings the columns have in the tables programs write, in Danish and English, in lower case. */
const headings: Record<CodingColumn, string[]> = {
  source: [
    'source',
    'document',
    'document name',
    'file',
    'filename',
    'interview',
    'kilde',
    'dokument',
    'dokumentnavn',
    'fil',
    'interviewnavn',
  ],
  code: ['code', 'code path', 'codes', 'node', 'tag', 'kode', 'kodesti', 'koder (sti)'],
  excerpt: [
    'excerpt',
    'segment',
    'coded segment',
    'quotation',
    'quotation content',
    'quote',
    'text',
    'content',
    'uddrag',
    'citat',
    'tekst',
    'kodet segment',
  ],
  coder: ['coder', 'user', 'author', 'created by', 'owner', 'koder', 'kodet af', 'oprettet af', 'bruger'],
  start: ['start', 'start position', 'startposition', 'begin', 'from', 'position', 'fra'],
  end: ['end', 'end position', 'endposition', 'to', 'slut', 'slutposition', 'til'],
  created: ['created', 'date', 'creation date', 'oprettet', 'dato'],
  comment: ['comment', 'memo', 'note', 'kommentar'],
}

/** Which column of the header says what; the first of a kind counts. */
export function codingColumns(header: string[]): Partial<Record<CodingColumn, number>> {
  const found: Partial<Record<CodingColumn, number>> = {}
  for (const [column, names] of Object.entries(headings) as [CodingColumn, string[]][]) {
    const place = headingPlace(header, names)
    if (place !== undefined) found[column] = place
  }
  return found
}

/** The first column whose heading is one of the names, however it is spaced and capitalised. */
export function headingPlace(header: string[], names: readonly string[]): number | undefined {
  const place = header.findIndex((name) =>
    names.includes(
      name
        .trim()
        .toLowerCase()
        .replace(/[_\s]+/g, ' '),
    ),
  )
  return place < 0 ? undefined : place
}

/** A sign that stands between the names of a path, in the order they are tried. */
export const separators = [' > ', '>', '::', '\\', '/'] as const
export type Separator = (typeof separators)[number]

/** The first sign that any code has; a table without one has codes on one level. */
export function separatorOf(codes: string[]): Separator | undefined {
  return separators.find((sign) => codes.some((code) => code.includes(sign)))
}

/** The names of a code's path, without empty ones: NVivo begins with `Nodes\\\\` and joins by a backslash. */
export function namesOf(code: string, sign: Separator | undefined): string[] {
  const names = (sign ? code.split(sign) : [code]).map((name) => name.trim()).filter((name) => name !== '')
  return names.length > 0 ? names : ['?']
}
