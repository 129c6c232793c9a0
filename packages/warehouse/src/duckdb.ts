/**
 * DuckDB, loaded when the first database is opened: who only names a type or a function of this room does not pay for it.
 * A process that says which code it works by calls this first, so that it says so of what it has loaded.
 */
export function loadDuckDb() {
  return import('@duckdb/node-api')
}
