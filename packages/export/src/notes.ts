import { type Language, thresholdLines } from '@pejling/indicators'
import type { Cited } from './citation.ts'
import type { ExportedRelation } from './exported-relation.ts'
import { isCounted, missingRows } from './long-rows.ts'
import { words } from './words.ts'

/** `municipal funding model × systematics of screening` */
export function titleOf({ x, y, by }: Pick<Cited, 'x' | 'y' | 'by'>, language: Language): string {
  return [x, y, ...(by ? [by] : [])].map(({ label }) => label[language]).join(' × ')
}

/** What a reader of the file must know, as lines of a name and a text: base, what is left out, source, edition, address. */
export function noteLines(exported: ExportedRelation, language: Language): [name: string, text: string][] {
  const say = words[language]
  const { study, relation, unit, parts, notes, address } = exported
  const n = parts.map(({ answer }) => answer.n)
  const base = n.includes(null) ? say.hidden : n.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const printed = parts.flatMap(({ answer }) =>
    answer.kind === 'crosstab' && 'table' in answer ? (answer.table ?? []) : [],
  )
  return [
    [say.table, `${titleOf(exported, language)} (${relation.x} × ${relation.y})`],
    ...(study.synthetic ? [[say.note, say.synthetic] as [string, string]] : []),
    [say.base, `${base} ${unit.plural[language]}`],
    ...relation.where.map(({ variable, values }): [string, string] => [
      say.where,
      `${variable}: ${values.join(', ')}`,
    ]),
    ...missingRows(exported).map(({ by, variable, reason, n }): [string, string] => [
      say.missing,
      `${by ? `${by}: ` : ''}${variable}: ${reason}: ${n ?? say.hidden}`,
    ]),
    ...[...new Set(printed)].map((table): [string, string] => [say.printed, table]),
    ...notes.map((note): [string, string] => [say.note, note[language]]),
    ...thresholdLines(study).map((line): [string, string] => [say.threshold, line[language]]),
    [say.source, study.source.citation],
    [say.licence, study.licence[language]],
    [say.edition, relation.edition],
    [say.address, address],
  ]
}

/** `kora-2017-funding_model-screening` without an ending. */
export function nameOf(exported: ExportedRelation): string {
  const { study, x, y, by } = exported.relation
  const counted = isCounted(exported) ? [] : ['units']
  return [study, x, y, ...(by ? [by] : []), ...counted].join('-')
}
