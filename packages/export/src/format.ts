/** What a relation can be taken along as. */
export const formats = [
  'svg',
  'png',
  'csv-da',
  'csv',
  'xlsx',
  'json-stat',
  'parquet',
  'sav',
  'dta',
  'r',
  'python',
  'citation',
  'bibtex',
] as const
export type Format = (typeof formats)[number]

/** What the rows of a unit can be taken along as. */
export const unitFormats = ['sav', 'dta', 'csv', 'parquet'] as const
export type UnitFormat = (typeof unitFormats)[number]
