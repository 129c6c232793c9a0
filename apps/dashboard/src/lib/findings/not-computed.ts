import type { Findings } from '@pejling/association'
import type { Study } from '@pejling/indicators'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'
import { reasonInWords, rowName } from './finding-words.ts'

/** Analyses without numbers for one reason, by explanatory variable. */
export type NotComputedGroup = { why: string; n: number; pairs: { row: string; columns: string[] }[] }

/** What cannot be computed today, by why. */
export function notComputed(
  { cells, rows, columns }: Findings,
  study: Study,
  words: Words,
): NotComputedGroup[] {
  const groups = new Map<string, NotComputedGroup>()
  cells.forEach((line, i) =>
    line.forEach((finding, j) => {
      if (!finding?.because || !finding.analysis) return
      const why = reasonInWords(finding, study, words)
      const group = groups.get(why) ?? { why, n: 0, pairs: [] }
      groups.set(why, group)
      const row = rowName(rows[i], words)
      const own = group.pairs.find((pair) => pair.row === row) ?? { row, columns: [] }
      if (!own.columns.length) group.pairs.push(own)
      own.columns.push(inSentence(words.text(columns[j].label)))
      group.n++
    }),
  )
  return [...groups.values()]
}
