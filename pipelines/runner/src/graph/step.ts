import type { Problem } from '@pejling/indicators'
import type { Limits } from '@pejling/warehouse'
import type { KindName } from './kinds.ts'

/** Anything JSON can say. */
export type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json }

/**
 * One step of the graph, as data: what goes in, and which kind of work makes tables of it. The same content of files,
 * parameters, steps before it and code give the same key, and the same key is never worked twice.
 */
export type Step = {
  /** `survey/kora-2017/institution`, `survey/<study>/<round>/<unit>`, `published/kora-2017`. */
  name: string
  kind: KindName
  study: string
  unit?: string
  round?: string
  /** Files it reads, in the study's folder: `units/institution.csv`. */
  files: string[]
  /** Steps whose output it reads. */
  after: string[]
  /**
   * What it is told besides, by the file it was read from (`{'codebook.yaml': {variables}}`), so that a change can be
   * told by its place. Only what decides the result: what stands here makes the key.
   */
  parameters: Record<string, Json>
  /** What its work is handed besides. It is no part of the key: all of it that decides the result is in `parameters`. */
  context?: Json
  /** How much memory it needs, in bytes; guessed by the size of its files if left out. */
  memory?: number
}

/** A step whose inputs are known. */
export type PlannedStep = Step & {
  key: string
  codeVersion: string
  /** Files (`<study>/<path>`) and steps by name, with hash or key. */
  inputs: Record<string, string>
  memory: number
  /** Bytes of the files it reads. */
  bytes: number
}

/** What a step finds where it is worked. */
export type WorkGiven = {
  name: string
  study: string
  unit?: string
  round?: string
  parameters: Record<string, Json>
  context?: Json
  /** Where each of its files lies, by its path in the study's folder. */
  files: Record<string, string>
  /** The files that steps before it left, by step and name: `{'survey/a/b': {'rows.parquet': '/…'}}`. */
  outputs: Record<string, Record<string, string>>
  /** The folder it writes into; everything in it is its output. */
  folder: string
  /** How much memory and how many threads DuckDB may use, and where it spills. */
  limits: Pick<Limits, 'memory' | 'threads' | 'spill'>
}

/** How far a step is: rows made, bytes read, share done from 0 to 1; and a line for the log, never with a person in it. */
export type StepProgress = { rows?: number; bytes?: number; share?: number; log?: string }
export type Report = (progress: StepProgress) => void
export type WorkResult = { rows: number; problems: Problem[] }

/** The work of a kind of steps: pure, from named inputs to files in a folder; the same inputs give the same bytes. */
export type Work = (given: WorkGiven, report: Report) => Promise<WorkResult>
