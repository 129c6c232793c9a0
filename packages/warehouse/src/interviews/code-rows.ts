import { codeNames, codePath, isUnder } from '@pejling/indicators'
import type { CodeFacts } from './code-facts.ts'

/** A row of a table of codes: a code with all below it. */
export type CodeRow = CodeFacts & { depth: number; below: number }

/**
 * Which codes get a row, in the order of the tree: those below `under` to so many levels. A row stands for its code and
 * all below it, so one that is not shown is counted with the nearest one above that is.
 */
export function codeRows(codes: readonly CodeFacts[], under: string | undefined, levels: number): CodeRow[] {
  const top = under === undefined ? 0 : codeNames(under).length
  const rows = codes.flatMap((code) => {
    if (under !== undefined && !isUnder(code.code, under)) return []
    const depth = codeNames(code.code).length - top
    return depth <= levels ? [{ ...code, depth: Math.max(0, depth - 1), below: 0 }] : []
  })
  const byCode = new Map(rows.map((row) => [row.code, row]))
  for (const { code } of codes)
    for (const above of codesAbove(code)) {
      const row = byCode.get(above)
      if (row && above !== code) row.below++
    }
  // The branch itself is asked for by name: what stands below it is what there is to see, unless nothing does.
  return rows.length > 1 && under !== undefined ? rows.filter(({ code }) => code !== under) : rows
}

/** The deepest level of the tree down to which there are at most so many codes; 1 if the outermost are more. */
export function fittingLevels(codes: readonly CodeFacts[], under: string | undefined, most: number): number {
  const top = under === undefined ? 0 : codeNames(under).length
  const atDepth: number[] = []
  for (const { code } of codes) {
    const depth = Math.max(1, codeNames(code).length - top)
    atDepth[depth] = (atDepth[depth] ?? 0) + 1
  }
  let [levels, rows] = [1, atDepth[1] ?? 0]
  while (levels + 1 < atDepth.length && (rows += atDepth[levels + 1]) <= most) levels++
  return levels
}

/** A code and those above it, the outermost first. */
export function codesAbove(code: string): string[] {
  const names = codeNames(code)
  return names.map((_, i) => codePath(names.slice(0, i + 1)))
}
