import type { MissingReason, Variable } from '@pejling/indicators'
import { isCategorical } from '@pejling/warehouse'
import type { Column } from './column.ts'

/** A cell of a categorical column as it is written, and what it means; one of neither is wrong. */
export type Word = { text: string; value?: string; missing?: MissingReason }

/** The texts a categorical column may hold, in lower case and as a sentence would begin; undefined for other columns. */
export function wordsOf(column: Column): Word[] | undefined {
  if (!isCategorical(column.variable)) return undefined
  const texts = new Set<string>(Object.keys(reasonsOf(column)))
  for (const word of wordsAsWritten(column))
    for (const text of [word, word.toLowerCase(), word.charAt(0).toUpperCase() + word.slice(1)])
      texts.add(text)
  return meantBy(column, texts)
}

/** What texts of a categorical column mean; case and space around them do not matter. */
export function meantBy(column: Column, texts: Iterable<string>): Word[] {
  const reasons = new Map(Object.entries(reasonsOf(column)))
  const values = valuesByWord(column)
  return [...texts].map((text) => {
    const word = text.trim()
    const missing = reasons.get(word)
    if (missing !== undefined) return { text, missing }
    const value = values.get(word.toLowerCase())
    return value === undefined ? { text } : { text, value }
  })
}

/** Why a cell is missing, by its text. An empty cell was not answered, unless the codebook says otherwise. */
export function reasonsOf({ asked, labels = {}, meanings = [] }: Column): Record<string, MissingReason> {
  const listed = Object.entries(asked.reading?.missing ?? {}).map(([cell, reason]) => [cell.trim(), reason])
  const known: Record<string, MissingReason> = { '': 'not_answered', ...Object.fromEntries(listed) }
  const labelled = Object.entries(labels).flatMap(([code, label]) =>
    Object.hasOwn(known, label.trim()) && label.trim() !== '' ? [[code.trim(), known[label.trim()]]] : [],
  )
  const meant = meanings.flatMap(({ text, missing }) => (missing ? [[text.trim(), missing]] : []))
  return { ...known, ...Object.fromEntries(labelled), ...Object.fromEntries(meant) }
}

/** Categories known by their name, by their label in either language, or by a text the codebook or a person lists. */
export function valuesByWord(column: Column): Map<string, string> {
  const { asked, mapping, labels = {}, meanings = [] } = column
  const { categories = [], reading } = asked
  const known = new Map<string, string>()
  for (const { id, label } of categories)
    for (const word of [label.da, label.en]) known.set(word.toLowerCase(), id)
  for (const { id } of categories) known.set(id.toLowerCase(), id)
  for (const [word, id] of Object.entries(reading?.values ?? {})) known.set(word.trim().toLowerCase(), id)
  // What the file says its own codes mean goes before what the codebook would take them for.
  const told = Object.entries(labels).flatMap(([code, label]): [string, string][] => {
    const id = known.get(label.trim().toLowerCase())
    return id === undefined ? [] : [[code.trim().toLowerCase(), id]]
  })
  for (const [code, id] of told) known.set(code, id)
  const read = new Map([...known].map(([word, id]) => [word, String(mapping[id] ?? id)]))
  for (const { text, value } of meanings) if (value !== undefined) read.set(text.trim().toLowerCase(), value)
  return read
}

function wordsAsWritten({ asked, labels = {}, meanings = [] }: Column): string[] {
  const { categories = [], reading }: Variable = asked
  return [
    ...categories.flatMap(({ id, label }) => [id, label.da, label.en]),
    ...Object.keys(reading?.values ?? {}).map((word) => word.trim()),
    ...Object.keys(labels),
    ...meanings.map(({ text }) => text),
  ]
}
