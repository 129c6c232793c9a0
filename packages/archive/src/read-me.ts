import type { Language } from '@pejling/indicators'
import type { PackageStudy } from './data-package.ts'

/** The page a person opens first, in one language. `withheld` are studies whose rows were left out. */
export function readMe(
  hash: string,
  studies: PackageStudy[],
  withheld: string[],
  language: Language,
): string {
  const say = sentences[language]
  const lines = [`# ${say.title} ${hash}`, '', say.lead, '']
  for (const { study, units } of studies) {
    lines.push(
      `## ${study.title[language]}`,
      '',
      study.summary[language],
      '',
      `${say.source}: ${study.source.citation}`,
    )
    lines.push('', `${say.licence}: ${study.licence[language]}`, '')
    if (withheld.includes(study.id)) lines.push(say.withheld, '')
    for (const { unit, csv, rows } of units) lines.push(`- \`${csv}\`: ${rows} ${unit.plural[language]}`)
    for (const limit of study.limits) lines.push(`- ${limit[language]}`)
    lines.push('')
  }
  return [...lines, ...say.files, ''].join('\n')
}

const sentences: Record<
  Language,
  Record<'title' | 'lead' | 'source' | 'licence' | 'withheld', string> & { files: string[] }
> = {
  da: {
    title: 'Udgave',
    lead: 'Skrevet af Pejling. Alle tal i et opslag kommer fra én udgave; denne mappe er én af dem.',
    source: 'Kilde',
    licence: 'Brug',
    withheld:
      'Rækkerne er udeladt: de er for dem, der har ret til dem. I stedet er der optællinger, hvor små tal er skjult.',
    files: [
      '## Filerne',
      '',
      '- `data/`: en tabel pr. enhed som CSV og Parquet; `<variabel>__missing` siger, hvorfor en værdi mangler; tekster, et regneark ville regne på, har i CSV en apostrof foran',
      '- `datapackage.json`: Frictionless Data Package 2, med kolonnernes typer, kategorier og nøgler',
      '- `ddi/`: DDI Codebook 2.5, en fil pr. undersøgelse',
      '- `studies/`: filerne, som de blev modtaget',
      '- `edition.json`, `edition/`: alt til at lave udgaven igen med `pejling edition import`',
      '- `SHA256SUMS`: kontrolsummer; `sha256sum -c SHA256SUMS` prøver dem',
    ],
  },
  en: {
    title: 'Edition',
    lead: 'Written by Pejling. All numbers of an answer come from one edition; this folder is one of them.',
    source: 'Source',
    licence: 'Use',
    withheld:
      'The rows are left out: they are for those with a right to them. Instead there are counts, the small ones hidden.',
    files: [
      '## The files',
      '',
      '- `data/`: one table per unit as CSV and Parquet; `<variable>__missing` says why a value is not there; in CSV texts a spreadsheet would run have an apostrophe before them',
      '- `datapackage.json`: Frictionless Data Package 2, with types, categories and keys of the columns',
      '- `ddi/`: DDI Codebook 2.5, one file per study',
      '- `studies/`: the files as received',
      '- `edition.json`, `edition/`: all it takes to make the edition again with `pejling edition import`',
      '- `SHA256SUMS`: checksums; `sha256sum -c SHA256SUMS` tries them',
    ],
  },
}
