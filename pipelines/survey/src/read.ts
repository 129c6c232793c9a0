import { type Connection, type Staged, stageDelimited } from '@pejling/warehouse'
import type { Problem, Unit } from '@pejling/indicators'

/** The file's cells as they stand, or the one problem that keeps it from being read. */
export async function read(
  connection: Connection,
  path: string,
  file: string,
  unit: Unit,
): Promise<{ staged?: Staged; problems: Problem[] }> {
  try {
    return { staged: await stageDelimited(connection, file, `staged ${unit.id}`, unit.format), problems: [] }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [, line, rest] = /^line (\d+): (.*)$/s.exec(message) ?? []
    const place = line ? { row: Number(line), message: rest } : { message }
    return { problems: [{ file: path, rule: 'unreadable', severity: 'stops', ...place }] }
  }
}
