import type { ExportedPart, ExportedRelation } from '@pejling/export'
import type { Crosstab, Pairs, Relation, Text } from '@pejling/indicators'
import type { SuppressedAnswer } from '@pejling/warehouse'
import type { StatisticRow } from '@pejling/association'
import { canonical } from './canonical.ts'

type Named = { id: string; label: Text }

/**
 * The numbers of a relation with all that is needed to read them, and nothing of where and when they were asked for: the
 * same numbers are the same result in every edition. Values of units one by one are not in it, only their hash: they stay
 * in the edition.
 */
export type Result = {
  format: 1
  study: { id: string; title: Text; citation: string; year: number; synthetic: boolean }
  relation: Omit<Relation, 'edition'>
  x: Named
  y: Named
  by?: Named
  unit: { id: string; plural: Text }
  parts: ResultPart[]
  notes: Text[]
}

/** Values of units one by one are told by how many they are and by their hash. */
export type HashedPairs = Omit<Pairs, 'points'> & { values: string }

/** One answer with its statistics. */
export type ResultPart = {
  by?: Named
  answer: Crosstab | SuppressedAnswer | HashedPairs
  statistics: StatisticRow[]
}

/** What a relation says, as the result that is kept. */
export function resultOf({ study, relation, x, y, by, unit, parts, notes }: ExportedRelation): Result {
  const { edition: _, ...asked } = relation
  return {
    format: 1,
    study: {
      ...{ id: study.id, title: study.title, citation: study.source.citation },
      ...{ year: study.source.year, synthetic: study.synthetic === true },
    },
    relation: asked,
    ...{ x: named(x), y: named(y), ...(by && { by: named(by) }) },
    unit: { id: unit.id, plural: unit.plural },
    parts: parts.map(({ category, answer, statistics }) => ({
      ...(category && { by: named(category) }),
      answer: withoutValues(answer),
      statistics,
    })),
    notes,
  }
}

const named = ({ id, label }: Named): Named => ({ id, label })

function withoutValues(answer: ExportedPart['answer']): ResultPart['answer'] {
  if (answer.kind !== 'pairs' || answer.suppressed) return answer
  const { points, ...rest } = answer
  const byKey = points.toSorted((a, b) => (`${a.within} ${a.key}` < `${b.within} ${b.key}` ? -1 : 1))
  return { ...rest, values: canonical(byKey).sha256 }
}
