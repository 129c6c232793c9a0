import { codingColumns, headingPlace } from './coding-columns.ts'

/** Which column of a table of condensations says what; `codes` are the columns of a grid, one for each code. */
export type CondensationColumns = {
  unit?: number
  source?: number
  code?: number
  text?: number
  author?: number
  created?: number
  excerpts?: number
  codes?: { at: number; code: string }[]
}

const units = ['unit', 'case', 'cases', 'enhed', 'case navn', 'sag']
const texts = ['condensation', 'summary', 'summaries', 'kondensering', 'kondensat', 'sammenfatning', 'resumé']
const plainTexts = ['text', 'tekst']
const authors = ['author', 'forfatter', 'skrevet af', 'written by']
const excerpts = ['excerpts', 'uddrag', 'rests on', 'hviler på']

/**
 * The columns of a table of condensations, by its header; none if it is no such table. One with a row for each says the unit
 * (or the interview), the code and the text; a grid, as programs call it a framework matrix, has a unit in every row and a
 * code in every other column, and is only taken for one where `isGrid` says so.
 */
export function condensationColumns(header: string[], isGrid: boolean): CondensationColumns | undefined {
  const unit = headingPlace(header, units)
  const { source, code, coder, created } = codingColumns(header)
  const said = headingPlace(header, texts)
  if (code === undefined) {
    if (!isGrid || unit !== 0) return undefined
    return { unit, codes: header.slice(1).map((name, i) => ({ at: i + 1, code: name.trim() })) }
  }
  const text = said ?? (unit === undefined ? undefined : headingPlace(header, plainTexts))
  if (text === undefined || (unit === undefined && source === undefined)) return undefined
  return {
    ...{ unit, source, code, text, created },
    ...{ author: headingPlace(header, authors) ?? coder, excerpts: headingPlace(header, excerpts) },
  }
}
