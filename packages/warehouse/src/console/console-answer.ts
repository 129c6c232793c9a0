import type { ConsoleTable } from './console-tables.ts'

/** What the process of the console is asked: one query over these tables of one edition's file. */
export type ConsoleQuestion = { file: string; sql: string; tables: ConsoleTable[]; limits: ConsoleLimits }

/** Megabytes, seconds, rows and letters of a value. */
export type ConsoleLimits = { memory: number; seconds: number; rows: number; letters: number }

export const consoleLimits: ConsoleLimits = { memory: 512, seconds: 20, rows: 1000, letters: 500 }

/** A cell as it is shown: `null` where there is nothing. */
export type ConsoleCell = string | number | boolean | null

/** The rows of an answer; `more` if there were more than are told. */
export type ConsoleRows = {
  columns: { name: string; type: string }[]
  rows: ConsoleCell[][]
  more: boolean
  /** The tables it was answered from. */
  used: { study: string; name: string }[]
  /** The relation it asks, where it counts by two variables and asks nothing else. */
  relation?: { study: string; x: string; y: string }
}

/** Why there is no answer, with its place in the query where it has one. */
export type ConsoleRefusal = { refused: string; row?: number; column?: number }

export type ConsoleAnswer = ConsoleRows | ConsoleRefusal
