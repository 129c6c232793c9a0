import { type AskedAnswer, type AskedRelation, statisticRows } from '@pejling/association'
import {
  type Category,
  type Relation,
  roundCaveatInWords,
  suppressionInWords,
  type Text,
} from '@pejling/indicators'
import { roundBreaks } from '@pejling/figures'
import { getVariable } from '@pejling/warehouse'
import type { ExportedPart, ExportedRelation } from './exported-relation.ts'

/**
 * An asked relation as it is taken along: what was asked for, or its parts where it is divided, with what must be said
 * beside the numbers.
 *
 * @param addressOf where the page of a relation is, such as `https://pejling.example.dk/relations?study=…`
 */
export function takenAlong(
  asked: AskedRelation,
  addressOf: (relation: Relation) => string,
): ExportedRelation {
  const { edition, study, x, y, whole, by } = asked
  const breaks = roundBreaks(study, asked.codebook, x, y)
  const relation = { ...asked.relation, edition }
  const parts: (AskedAnswer & { category?: Category })[] = by?.parts ?? [whole]
  return {
    ...{ study, relation, x, y, ...(by && { by: by.variable }), unit: whole.unit },
    parts: parts.map((part) => ({ ...(part.category && { category: part.category }), ...partOf(part) })),
    notes: distinct(parts.flatMap((part) => notesOf(part, asked))),
    narrowed: narrowedTo(asked),
    ...(breaks && { breaks }),
    address: addressOf(relation),
  }
}

function narrowedTo({ relation, codebook }: AskedRelation): ExportedRelation['narrowed'] {
  return relation.where.map(({ variable: id, values }) => {
    const { label, categories } = getVariable(codebook, id)
    const named = (value: string) =>
      categories?.find(({ id }) => id === value)?.label ?? { da: value, en: value }
    return { variable: label, values: values.map(named) }
  })
}

function partOf({ answer, association }: AskedAnswer): Omit<ExportedPart, 'category'> {
  return {
    answer,
    ...(association && { association }),
    statistics: association ? statisticRows(association) : [],
  }
}

function notesOf({ answer, unit }: AskedAnswer, { study, codebook }: AskedRelation): Text[] {
  if (answer.suppressed) return [suppressionInWords(answer.why, unit.plural)]
  return (answer.caveats ?? []).map((caveat) => roundCaveatInWords(caveat, study, codebook))
}

/** Parts of one relation often say the same. */
function distinct(notes: Text[]): Text[] {
  return notes.filter(({ en }, i) => notes.findIndex((note) => note.en === en) === i)
}
