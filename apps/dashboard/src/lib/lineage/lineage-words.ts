import type { PublishedTable } from '@pejling/indicators'
import type { LineageNode } from '@pejling/warehouse'
import { readableAddress } from '#lib/audit/readable-address.ts'
import { stepOfName } from '#lib/runs/step-of-name.ts'
import { stepLabel, type StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** What is needed to call things of a study by their names. */
export type LineageNames = { tables: PublishedTable[]; names: StudyNames; words: Words }

/** A kind in words: `kolonne`. */
export function kindInWords(kind: LineageNode['kind'], words: Words): string {
  return words.say(`lineage.kind.${kind}`, { n: 0 })
}

/** `3 kolonner` */
export function countInWords(kind: LineageNode['kind'], n: number, words: Words): string {
  return words.say(`lineage.kind.${kind}`, { n })
}

/** What something is called where its kind is said beside it; several that stand as one by their number. */
export function nodeInWords(node: LineageNode, { tables, names, words }: LineageNames): string {
  const { kind, name, label, of, count } = node
  if (count > 1) {
    const things = countInWords(kind, count, words)
    return of === undefined ? things : words.say('lineage.many.of', { things, of: wholeInWords(of) })
  }
  const table = tables.find(({ id }) => id === of)
  if (kind === 'printed-cell' && table) return readableAddress(table, name, words)
  if (kind === 'step') return stepLabel(stepOfName(name), names, words)
  if (kind === 'audit' && name === 'text') return words.say('lineage.text')
  if (kind === 'printed-table' || kind === 'audit')
    return /^\d/.test(name) ? `${name}. ${words.text(label)}` : words.text(label)
  return words.text(label)

  /** A table by the number it was printed under, a file by its path. */
  function wholeInWords(id: string): string {
    if (id === 'text') return words.say('lineage.text')
    const printed = tables.find((one) => one.id === id)
    if (!printed) return id
    return /^\d/.test(id) ? words.say('audit.table', { id }).toLowerCase() : words.text(printed.title)
  }
}

/** What there is on one side, by kind: `94 trykte felter, 4 trykte tabeller og 1 fil`. */
export function sideInWords(nodes: LineageNode[], words: Words): string {
  const counts = new Map<LineageNode['kind'], number>()
  for (const { kind, count } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return words.list([...counts].map(([kind, n]) => countInWords(kind, n, words)))
}
