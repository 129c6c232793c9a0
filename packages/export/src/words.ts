import type { Language } from '@pejling/indicators'

/** The few words that stand in exported files. */
export const words = {
  da: {
    ...{ table: 'Tabel', statistics: 'Statistik', notes: 'Noter', codebook: 'Kodebog', units: 'Enheder' },
    ...{ total: 'I alt', hidden: 'skjult', count: 'antal', share: 'andel af rækken', variable: 'variabel' },
    ...{ measure: 'mål', estimate: 'estimat', low: 'nedre 95 %', high: 'øvre 95 %', df: 'frihedsgrader' },
    ...{ p: 'p', pHigh: 'p højst', method: 'metode', id: 'kode', label: 'navn', scale: 'skala' },
    ...{
      category: 'kategori',
      categoryLabel: 'kategoriens navn',
      reason: 'grund',
      key: 'enhed',
      within: 'ligger i',
    },
    ...{ source: 'Kilde', edition: 'Udgave', address: 'Adresse', base: 'Grundlag', missing: 'Udeladt' },
    ...{
      synthetic: 'Tallene er opfundne.',
      note: 'Bemærk',
      where: 'Kun enheder med',
      printed: 'Trykt tabel',
    },
    ...{ licence: 'Licens', threshold: 'Mindste tal, der vises til andre' },
  },
  en: {
    ...{ table: 'Table', statistics: 'Statistics', notes: 'Notes', codebook: 'Codebook', units: 'Units' },
    ...{ total: 'Total', hidden: 'hidden', count: 'count', share: 'share of row', variable: 'variable' },
    ...{
      measure: 'measure',
      estimate: 'estimate',
      low: 'lower 95%',
      high: 'upper 95%',
      df: 'degrees of freedom',
    },
    ...{ p: 'p', pHigh: 'p at most', method: 'method', id: 'code', label: 'name', scale: 'scale' },
    ...{
      category: 'category',
      categoryLabel: 'name of the category',
      reason: 'reason',
      key: 'unit',
      within: 'within',
    },
    ...{ source: 'Source', edition: 'Edition', address: 'Address', base: 'Base', missing: 'Left out' },
    ...{
      synthetic: 'The numbers are made up.',
      note: 'Note',
      where: 'Only units with',
      printed: 'Printed table',
    },
    ...{ licence: 'Licence', threshold: 'Smallest count shown to others' },
  },
} satisfies Record<Language, Record<string, string>>
