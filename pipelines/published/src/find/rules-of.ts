import type { ParsedStudy } from '@pejling/indicators'
import type { Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { rulesOfAnalysisNumbers } from './analysis-numbers.ts'
import { rulesBetweenTables } from './between-tables.ts'
import { rulesOfClaims } from './claims.ts'
import { crossTablesOf } from './cross-tables.ts'
import { rulesOfFindings } from './findings-matrix.ts'
import { analysisNs } from './numbers-coded.ts'
import { rulesOfPopulations } from './populations.ts'
import { rulesOfStatistics } from './statistics.ts'
import { cubeOf } from './table-cells.ts'
import { type UnitRows, unitRowsOf } from './unit-rows.ts'
import { rulesOfRanges } from './variable-ranges.ts'
import { rulesWithinTable } from './within-table.ts'

/** Everything that must be true of a study's printed numbers, found from what its files say about themselves. */
export function rulesOf(parsed: ParsedStudy, facts: Facts): Rule[] {
  const cubes = parsed.tables.map((table) => cubeOf(table, facts))
  const tables = crossTablesOf(parsed, cubes)
  const ns = analysisNs(parsed, cubes)
  const units = new Map<string, UnitRows | undefined>()
  const rowsOf = (unit: string) => {
    if (!units.has(unit)) units.set(unit, unitRowsOf(parsed, facts, unit))
    return units.get(unit)
  }
  const unitOf = (id: string) => parsed.tables.find((table) => table.id === id)!.unit
  return [
    ...cubes.flatMap((cube) => rulesWithinTable(cube, facts)),
    ...rulesOfRanges(parsed, facts),
    ...rulesOfPopulations(parsed, cubes, facts),
    ...rulesBetweenTables(tables, ns, rowsOf, facts),
    ...rulesOfAnalysisNumbers(ns, tables, rowsOf, unitOf, facts),
    ...rulesOfStatistics(parsed, tables, facts),
    ...rulesOfFindings(parsed, cubes, tables, facts),
    ...rulesOfClaims(parsed, cubes, rowsOf, facts),
  ]
}
