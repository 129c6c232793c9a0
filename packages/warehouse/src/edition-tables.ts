import { type AuditFinding, checkResultColumns, type PublishedCell } from '@pejling/indicators'
import { identifier } from './identifier.ts'

export const cellColumns: Record<keyof PublishedCell, string> = {
  table: 'VARCHAR',
  order: 'INTEGER',
  at: 'JSON',
  measure: 'VARCHAR',
  printed: 'VARCHAR',
  value: 'DOUBLE',
  halfUnit: 'DOUBLE',
  file: 'VARCHAR',
  line: 'INTEGER',
}

export const findingColumns: Record<keyof AuditFinding, string> = {
  table: 'VARCHAR',
  cell: 'VARCHAR',
  printed: 'VARCHAR',
  recomputed: 'VARCHAR',
  verdict: 'VARCHAR',
  rule: 'VARCHAR',
  reason: 'JSON',
  file: 'VARCHAR',
  line: 'INTEGER',
}

const columnsOf = (columns: Record<string, string>) =>
  Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${type === 'JSON' ? 'VARCHAR' : type}`)
    .join(', ')

/** The tables of an edition beside those of units and interviews. */
export const editionTables = `
  CREATE TABLE edition (hash VARCHAR, code_version VARCHAR);
  CREATE TABLE study (id VARCHAR, "order" INTEGER, definition VARCHAR);
  CREATE TABLE variable (study VARCHAR, "order" INTEGER, id VARCHAR, unit VARCHAR, definition VARCHAR);
  CREATE TABLE published_table (study VARCHAR, "order" INTEGER, id VARCHAR, definition VARCHAR);
  CREATE TABLE published_cell (study VARCHAR, ${columnsOf(cellColumns)});
  CREATE TABLE audit_finding (study VARCHAR, ${columnsOf(findingColumns)});
  CREATE TABLE indicator (study VARCHAR, "order" INTEGER, id VARCHAR, definition VARCHAR);
  CREATE TABLE study_check (study VARCHAR, "order" INTEGER, id VARCHAR, definition VARCHAR);
  CREATE TABLE check_result (${columnsOf(checkResultColumns)});
  CREATE TABLE problem (study VARCHAR, definition VARCHAR);
  CREATE TABLE provenance ("table" VARCHAR, step VARCHAR, code_version VARCHAR, inputs VARCHAR)`
