import { codeInWords } from './interview-words.ts'
import { matrixMeasures, type MatrixMeasure } from './measures.ts'

/** What was chosen of the matrix, as its address says it. */
export type MatrixChoice = {
  by: string
  under?: string
  /** Missing: as many as fit. */
  levels?: number
  measure: MatrixMeasure
  sort: 'tree' | MatrixMeasure
  /** Rows are sorted by this column; `-` is the one without a name. */
  column?: string
  where: string[]
  edition?: string
}

/** The address of a choice without what is so anyway. */
export function matrixQuery({ by, under, levels, measure, sort, column, where, edition }: MatrixChoice) {
  return {
    ...{ by: by === 'unit' ? undefined : by, under, levels },
    ...{ measure: measure === 'excerpts' ? undefined : measure, sort: sort === 'tree' ? undefined : sort },
    ...{ column: sort === 'tree' ? undefined : column },
    ...{ where, edition },
  }
}

/** What a row is called: in the tree by its name, below the one above it; sorted by a number, by its whole path. */
export function rowInWords(
  { code, name, depth }: { code: string; name: string; depth: number },
  { sort }: MatrixChoice,
): { label: string; depth: number } {
  return sort === 'tree' ? { label: name, depth } : { label: codeInWords(code), depth: 0 }
}

/** @throws `where measure: expected one of …, found …` */
export function matrixChoice(search: URLSearchParams): MatrixChoice {
  const given = (name: string) => search.get(name)?.trim() || undefined
  const measure = given('measure') ?? 'excerpts'
  const sort = given('sort') ?? 'tree'
  const levels = given('levels') === undefined ? undefined : Number(given('levels'))
  if (!isMeasure(measure))
    throw new Error(`where measure: expected one of ${matrixMeasures.join(', ')}, found ${measure}`)
  if (sort !== 'tree' && !isMeasure(sort))
    throw new Error(`where sort: expected one of tree, ${matrixMeasures.join(', ')}, found ${sort}`)
  if (levels !== undefined && (!Number.isInteger(levels) || levels < 1 || levels > 99))
    throw new Error(`where levels: expected 1 to 99, found ${levels}`)
  return {
    ...{ by: given('by') ?? 'unit', under: given('under'), levels, measure, sort },
    ...(given('column') !== undefined && { column: given('column') }),
    ...{ where: search.getAll('where').filter(Boolean), edition: given('edition') },
  }
}

function isMeasure(text: string): text is MatrixMeasure {
  return (matrixMeasures as readonly string[]).includes(text)
}
