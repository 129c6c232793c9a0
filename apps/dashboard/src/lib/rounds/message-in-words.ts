import type { Words } from '#lib/words/words.ts'

/** What the pipelines say in one line of English, by the sentence it is in both languages; groups are its values. */
const sentences: [RegExp, string][] = [
  [/expected (?<expected>\d+) cells, found (?<found>\d+)/, 'cells'],
  [/expected at most (?<expected>\d+) columns, found/, 'columns'],
  [/expected at most (?<expected>\d+) variables of a unit, found (?<found>\d+)/, 'variables'],
  [/found an old \.xls or a file with a password/, 'xls'],
  [/found (?<found>\.\w+|data of R); save it as (?<expected>\.\w+)/, 'saveAs'],
  [/found a (?<found>\.\w+); unpack it first/, 'unpack'],
  [/^expected delimited text, .*, found /, 'other'],
  [/the file takes more than (?<expected>\d+) MB to read/, 'memory'],
  [/the file takes more than (?<expected>\d+) seconds to read/, 'seconds'],
  [/its process ended \(SIGKILL\)/, 'killed'],
  [/expected a closing quotation mark, found none/, 'open'],
  [/expected a (?:file|sheet) called (?<expected>.+), found none/, 'called'],
  [/expected (?<expected>\d+) rows as round\.yaml says, found (?<found>\d+)/, 'answered'],
  [/expected a key once, found that of line (?<found>\d+) again/, 'keyLine'],
  [/expected columns of the codebook, found (?<found>.+) \(did you mean (?<near>.+)\?\)/, 'unknownNear'],
  [/expected columns of the codebook, found (?<found>[^,]+)$/, 'unknown'],
  [/expected each column once, found (?<found>.+) again; it is called (?<called>.+)/, 'again'],
  [/expected a name of column (?<expected>\d+), found none/, 'unnamed'],
  [/expected a day from (?<from>[\d-]+) to (?<to>[\d-]+), found another/, 'period'],
]

/**
 * A line of the pipelines in the reader's own language, with or without its place and its count of rows; `undefined` where
 * there is no sentence for it.
 *
 * @example messageInWords('svar.csv:7: expected 3 cells, found 2', words) // Overskriften har 3 celler, rækken har 2.
 */
export function messageInWords(line: string, words: Words): string | undefined {
  const message = line.replace(/ \(\d+ rows\)$/, '')
  for (const [pattern, key] of sentences) {
    const found = pattern.exec(message)
    if (found) return words.find(`check.message.${key}`, valuesOf(found.groups ?? {}, words))
  }
  return undefined
}

function valuesOf(groups: Record<string, string>, words: Words): Record<string, string> {
  const shown = (value: string) => (/^\d+$/.test(value) ? words.number(Number(value)) : value)
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, shown(value)]))
}
