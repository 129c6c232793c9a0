import type { ConsoleAnswer } from './console-answer.ts'

/** What is noted of a query: how many rows came or why none did, and which studies it was answered from. */
export function toldQuery(answer: ConsoleAnswer): { rows?: number; refused?: string; studies: string[] } {
  if ('refused' in answer) return { refused: answer.refused, studies: [] }
  return { rows: answer.rows.length, studies: [...new Set(answer.used.map(({ study }) => study))] }
}
