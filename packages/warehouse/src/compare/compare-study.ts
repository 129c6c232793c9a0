import type { Source } from '@pejling/indicators'
import { causesOf, causesOfAll, distinctCauses } from './causes.ts'
import { compareFindings } from './compare-findings.ts'
import { compareIndicators } from './compare-indicators.ts'
import { compareRelations, type Touched } from './compare-relations.ts'
import { compareTables } from './compare-tables.ts'
import { compareVariables } from './compare-variables.ts'
import type { Cause, StudyComparison, TableComparison, VariableComparison } from './comparison.ts'
import { findInEither, type KnownPair, knownPair, type StudyPair } from './study-pair.ts'

const nothing = {
  ...{ causes: [], definitions: [], tables: [], variables: [], indicators: [] },
  ...{ relations: [], findings: [] },
}

/** One study in two editions. Of one that came or went only that is said: nothing of it moved. */
export async function compareStudy({
  before,
  after,
  ...rest
}: Omit<StudyPair, 'before' | 'after'> & Partial<StudyPair> & { mixed: boolean }): Promise<StudyComparison> {
  const { id, seenBy, mixed } = rest
  if (!before || !after) return { study: id, presence: before ? 'removed' : 'added', same: false, ...nothing }
  const pair = await knownPair({ ...rest, before, after })
  if (![...before.contents.keys(), ...after.contents.keys()].some(pair.differs))
    return { study: id, presence: 'both', same: true, ...nothing }
  const tables = await compareTables(pair)
  pair.progress(0.2)
  // What one edition shows to all and the other does not is not put beside it.
  const isShown = seenBy.sees === 'all' || !mixed
  const variables = isShown ? await compareVariables(pair, tables) : []
  const printed = causesOf(pair.traces, `${id} published_cell and audit_finding`)
  const why = (x: string, y: string, source: Source) =>
    source === 'published' ? printed : causesOfBoth(pair, x, y)
  return {
    ...{ study: id, presence: 'both', same: false, tables, variables },
    causes: causesOfAll(pair.traces),
    definitions: pair.traces.definitions,
    indicators: isShown ? await compareIndicators(pair) : [],
    relations: isShown ? await compareRelations(pair, touchedBy(pair, tables, variables), why) : [],
    findings: pair.differs('audit_finding') ? await compareFindings(pair, printed) : [],
  }
}

/** A row that came, went, or was moved to another outer unit touches every relation of its unit. */
function touchedBy(pair: KnownPair, tables: TableComparison[], variables: VariableComparison[]): Touched {
  const named = new Set(variables.map(({ variable }) => variable))
  const units = new Set(
    tables
      .filter(({ same, rows, changedCells, unit }) => {
        if (same) return false
        const keys = Object.keys(changedCells ?? {}).filter((name) => findInEither(pair, name)?.unit !== unit)
        return !rows || !changedCells || rows.added + rows.removed > 0 || keys.length > 0
      })
      .map(({ unit }) => unit),
  )
  return {
    rows: (variable) => named.has(variable) || units.has(findInEither(pair, variable)?.unit ?? ''),
    published: pair.differs('published_cell') || pair.differs('published_table'),
  }
}

/** Only one of the two may have moved: that nothing is known of the other says nothing. */
function causesOfBoth(pair: KnownPair, x: string, y: string): Cause[] {
  const causes = [x, y].flatMap((id) => {
    const variable = findInEither(pair, id)
    return causesOf(pair.traces, `${pair.id}.${variable?.unit}`, variable)
  })
  const known = causes.filter(({ kind }) => kind !== 'cannot-tell')
  return distinctCauses(known.length ? known : causes)
}
