import type { Language } from '@pejling/indicators'

type Said = {
  [
    name in
      | 'edition'
      | 'ofEdition'
      | 'synthetic'
      | 'source'
      | 'licence'
      | 'withheld'
      | 'thresholds'
      | 'filesHeading'
  ]: string
} & {
  ofStudy: (edition: string) => string
  /** One line for each kind of file. */
  files: Record<
    'data' | 'counts' | 'published' | 'codebooks' | 'dataPackage' | 'ddi' | 'sources' | 'edition' | 'seal',
    string
  >
}

/** What the pages of a folder say. */
export const readMeSentences: Record<Language, Said> = {
  da: {
    edition: 'Udgave',
    ofEdition: 'Skrevet af Pejling. Alle tal i et opslag kommer fra én udgave; denne mappe er én af dem.',
    ofStudy: (edition) =>
      `Skrevet af Pejling. Alt her er fra udgave ${edition}; tal fra den er de samme, når det er den, der citeres.`,
    synthetic: 'Tallene er opfundne.',
    source: 'Kilde',
    licence: 'Brug',
    withheld:
      'Rækkerne er udeladt: de er for dem, der har ret til dem. I stedet er der optællinger, hvor små tal er skjult.',
    thresholds: 'Mindste tal, der i denne udgave vises til dem uden ret til alle tal',
    filesHeading: '## Filerne',
    files: {
      data: '- `data/`: en tabel pr. enhed som CSV og Parquet; `<variabel>__missing` siger, hvorfor en værdi mangler; tekster, et regneark ville regne på, har i CSV en apostrof foran',
      counts: '- `counts/`: optællinger af hver variabel og af par; hvor `n` er tomt, er tallet skjult',
      published: '- `published/`: det trykte, celle for celle, med trykfejl',
      codebooks:
        '- `codebooks/`: kodebogen som tabeller: variabler, værdier med navne, grunde til at noget mangler',
      dataPackage:
        '- `datapackage.json`: Frictionless Data Package 2, med kolonnernes typer, kategorier og nøgler',
      ddi: '- `ddi/`: DDI Codebook 2.5, en fil pr. studie',
      sources: '- `studies/`: filerne, som de blev modtaget',
      edition: '- `edition.json`, `edition/`: alt til at lave udgaven igen med `pejling edition import`',
      seal: '- `SHA256SUMS`: kontrolsummer; `sha256sum -c SHA256SUMS` prøver dem',
    },
  },
  en: {
    edition: 'Edition',
    ofEdition:
      'Written by Pejling. All numbers of an answer come from one edition; this folder is one of them.',
    ofStudy: (edition) =>
      `Written by Pejling. All of it is from edition ${edition}; its numbers stay the same as long as that is what is cited.`,
    synthetic: 'The numbers are made up.',
    source: 'Source',
    licence: 'Use',
    withheld:
      'The rows are left out: they are for those with a right to them. Instead there are counts, the small ones hidden.',
    thresholds: 'Smallest counts that this edition shows to those without a right to all',
    filesHeading: '## The files',
    files: {
      data: '- `data/`: one table per unit as CSV and Parquet; `<variable>__missing` says why a value is not there; in CSV texts a spreadsheet would run have an apostrophe before them',
      counts: '- `counts/`: counts of each variable and of pairs; where `n` is empty the number is hidden',
      published: '- `published/`: what was printed, cell by cell, misprints included',
      codebooks:
        '- `codebooks/`: the codebook as tables: variables, values with their names, reasons for what is missing',
      dataPackage:
        '- `datapackage.json`: Frictionless Data Package 2, with types, categories and keys of the columns',
      ddi: '- `ddi/`: DDI Codebook 2.5, one file per study',
      sources: '- `studies/`: the files as received',
      edition:
        '- `edition.json`, `edition/`: all it takes to make the edition again with `pejling edition import`',
      seal: '- `SHA256SUMS`: checksums; `sha256sum -c SHA256SUMS` tries them',
    },
  },
}
