import type { Problem } from '@pejling/indicators'
import { type Connection, type Delimited, identifier, literal, rows } from '@pejling/warehouse'
import type { Column } from '../column.ts'

/** Texts that somebody said the meaning of, noted with how often they stand in the file. */
export async function acceptedMeanings(
  connection: Connection,
  path: string,
  delimited: Delimited,
  columns: Column[],
): Promise<Problem[]> {
  const meant = columns.flatMap((column) =>
    (column.meanings ?? []).map((meaning) => ({ ...meaning, column })),
  )
  if (meant.length === 0) return []
  const is = ({ column, text }: (typeof meant)[number]) =>
    `trim(${identifier(column.name)}) = ${literal(text.trim())}`
  const [found] = await rows<Record<string, number | number[] | null>>(
    connection,
    `SELECT ${meant
      .map(
        (one, at) =>
          `count_if(${is(one)}) AS n${at}, min(line::INTEGER, 20) FILTER (WHERE ${is(one)}) AS l${at}`,
      )
      .join(', ')} FROM ${delimited.rows()}`,
  )
  return meant.flatMap(({ column, text, rule, note, value, missing }, at): Problem[] => {
    const n = Number(found[`n${at}`])
    const lines = (found[`l${at}`] ?? []) as number[]
    if (n === 0) return []
    return [
      {
        ...{ file: path, row: lines[0], rows: lines, variable: column.variable.id, heading: column.name },
        ...{ rule, severity: 'notes', value: text, acceptable: true, accepted: note },
        message: `${text} is read as ${value ?? missing}`,
        ...(n > 1 && { count: n }),
      },
    ]
  })
}
