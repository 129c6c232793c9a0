import type { Indicator, Study, Variable, Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { listIndicators } from '../indicator-queries.ts'
import { getCodebook, listProvenance, listPublishedTables, listSourceFiles } from '../study-queries.ts'
import type { Both } from './both-editions.ts'
import { originsOf, type Traces } from './causes.ts'
import { definitionChanges } from './definition-changes.ts'

/** A study in one edition: `contents` are hashes by table. */
export type Side = { edition: Edition; study: Study; contents: Map<string, string> }

/** A study in two editions, and how it is to be shown. */
export type StudyPair = {
  id: string
  before: Side
  after: Side
  both: Both
  seenBy: Viewer
  limit: number
  /** Told how far it is, from 0 to 1. */
  progress: (share: number) => void
}

/** The pair with what is asked for more than once. */
export type KnownPair = StudyPair & {
  codebooks: { before: Variable[]; after: Variable[] }
  indicators: { before: Indicator[]; after: Indicator[] }
  traces: Traces
  /** Does the content of that table differ? */
  differs: (table: string) => boolean
}

/** Reads the definitions and the origins of both sides. */
export async function knownPair(pair: StudyPair): Promise<KnownPair> {
  const { id, before, after } = pair
  const [was, is] = await Promise.all([readSide(before), readSide(after)])
  const definitions = definitionChanges(was, is)
  const variables = is.codebook.variables
  return {
    ...pair,
    indicators: { before: was.indicators, after: is.indicators },
    codebooks: { before: was.codebook.variables, after: variables },
    traces: { study: id, before: was.origins, after: is.origins, definitions, variables },
    differs: (table) => before.contents.get(table) !== after.contents.get(table),
  }
}

/** A variable as it is now, or as it was if it is gone. */
export function findInEither({ codebooks }: KnownPair, id: string): Variable | undefined {
  return [...codebooks.after, ...codebooks.before].find((variable) => variable.id === id)
}

async function readSide({ edition, study }: Side) {
  const [codebook, tables, indicators, steps, files] = await Promise.all([
    getCodebook(edition, study.id),
    listPublishedTables(edition, study.id),
    listIndicators(edition, study.id),
    listProvenance(edition),
    listSourceFiles(edition, study.id),
  ])
  const named = files.map((file) => ({ study: study.id, ...file }))
  const own = indicators.map(({ indicator }) => indicator)
  return { study, codebook, tables, indicators: own, origins: originsOf(steps, named) }
}
