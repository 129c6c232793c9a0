import type { Crosstab } from '@pejling/indicators'

const category = (id: string, label = id) => ({ id, label: { da: label, en: label } })

/** Funding model × screening, as printed in KORA 2017's table 3.1. */
export const screening: Crosstab = {
  kind: 'crosstab',
  source: 'published',
  table: '3.1',
  rows: [
    category('none', 'ingen model'),
    category('unbound', 'ikke-bundne midler'),
    category('bound', 'bundne midler'),
  ],
  columns: [
    category('experience', 'erfaring'),
    category('language', 'sprog'),
    category('other', 'andre redskaber'),
  ],
  counts: [
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ],
  n: 24,
  missing: [],
}

/** Funding model × small groups, table 3.6: one row is all in the last column. */
export const smallGroups: Crosstab = {
  ...screening,
  table: '3.6',
  columns: [category('never', 'ikke nævnt'), category('some', 'i nogen grad'), category('often', 'ofte')],
  counts: [
    [1, 3, 4],
    [3, 2, 3],
    [0, 0, 8],
  ],
}
