/** What a relation can be taken along as. */
export const formats = [
  'csv-da',
  'csv',
  'xlsx',
  'json-stat',
  'parquet',
  'r',
  'python',
  'citation',
  'bibtex',
] as const
export type Format = (typeof formats)[number]
