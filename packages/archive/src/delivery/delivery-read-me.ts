import type { Language, Study, Unit } from '@pejling/indicators'
import { type ArchiveRemark, remarkInWords } from '../readiness/remark.ts'

/** Something that only people can give, and that was not given. */
export type Lack = { what: 'archive-index' } | { what: 'context-index' } | { what: 'document'; id: string }

/** What a delivery holds and lacks. */
export type DescribedDelivery = {
  study: Study
  edition: string
  units: Unit[]
  rows: number[]
  lacks: Lack[]
  remarks: ArchiveRemark[]
}

/** The page beside the delivery: it is not part of it, since a delivery may hold no other files. */
export function deliveryReadMe(
  { study, edition, units, rows, lacks, remarks }: DescribedDelivery,
  language: Language,
): string {
  const say = sentences[language]
  return [
    ...[`# ${say.title}: ${study.title[language]}`, '', say.lead(edition), ''],
    ...(study.synthetic ? [`**${say.synthetic}**`, ''] : []),
    ...[
      say.tables,
      '',
      ...units.map((unit, i) => `- \`table${i + 1}\`: ${rows[i]} ${unit.plural[language]}`),
    ],
    ...[
      '',
      say.lacks,
      '',
      ...(lacks.length ? lacks.map((lack) => `- ${lackInWords(lack, language)}`) : [say.none]),
    ],
    ...['', say.remarks, ''],
    ...(remarks.length ? remarks.map((remark) => remarkLine(remark, language)) : [say.none]),
    ...['', say.limitsHeading, '', ...say.limits, ''],
  ].join('\n')
}

function remarkLine(remark: ArchiveRemark, language: Language): string {
  const places = remark.places.length ? ` (${remark.places.map((place) => `\`${place}\``).join(', ')})` : ''
  return `- ${remarkInWords(remark)[language]}${places}`
}

/** What is lacking, as a sentence. */
export function lackInWords(lack: Lack, language: Language): string {
  if (lack.what !== 'document') return sentences[language][lack.what]
  return sentences[language].document(lack.id)
}

type Heading = 'title' | 'synthetic' | 'tables' | 'lacks' | 'remarks' | 'none' | 'limitsHeading'
type Said = Record<Heading | 'archive-index' | 'context-index', string> & {
  lead: (edition: string) => string
  document: (id: string) => string
  limits: string[]
}

const sentences: Record<Language, Said> = {
  da: {
    title: 'Afleveringspakke til Rigsarkivet',
    lead: (edition) =>
      `Skrevet af Pejling fra udgave ${edition} efter bilag 9 i bekendtgørelse nr. 128 af 12. februar 2020. Pakken er mappen FD; denne side og kontrolsummerne ligger ved siden af og skal ikke med.`,
    synthetic: 'Rækkerne er opfundne: pakken er til øvelse.',
    tables: '## Tabellerne',
    lacks: '## Det, der mangler, før den kan afleveres',
    remarks: '## Det, et arkiv ville sige til data',
    none: 'Intet.',
    limitsHeading: '## Det, der ikke er lovet',
    'archive-index': '`Indices/archiveIndex.xml`: arkivbeskrivelsen; sagsbehandleren sender den',
    'context-index':
      '`Indices/contextDocumentationIndex.xml`: listen over dokumenter; sagsbehandleren sender den',
    document: (id) => `dokument ${id} på listen: \`ContextDocumentation/docCollection1/${id}/1.tif\``,
    limits: [
      '- De to indeksfiler er lagt ind, som de blev givet; de er ikke holdt op mod arkivets skemaer.',
      '- Pakken er ikke prøvet med arkivets eget program (ASTA): gør det før aflevering.',
      '- En tekst, der mangler, er et tomt felt; grunden kan kun stå ved tal og kategorier.',
      '- Interview er ikke med: de afleveres som arkiveringsversion efter bilag 1–8.',
    ],
  },
  en: {
    title: 'Submission package for the Danish National Archives',
    lead: (edition) =>
      `Written by Pejling from edition ${edition} after annex 9 of executive order 128 of 12 February 2020. The package is the folder FD; this page and the checksums lie beside it and do not go along.`,
    synthetic: 'The rows are made up: the package is for practice.',
    tables: '## The tables',
    lacks: '## What is missing before it can be submitted',
    remarks: '## What an archive would say of the data',
    none: 'Nothing.',
    limitsHeading: '## What is not promised',
    'archive-index': '`Indices/archiveIndex.xml`: the archive description; the caseworker sends it',
    'context-index':
      '`Indices/contextDocumentationIndex.xml`: the list of documents; the caseworker sends it',
    document: (id) => `document ${id} of the list: \`ContextDocumentation/docCollection1/${id}/1.tif\``,
    limits: [
      '- The two index files stand as they were given; they were not held to the schemas of the archive.',
      '- The package was not tried with the archive’s own program (ASTA): do so before submitting.',
      '- A text that is missing is an empty cell; the reason can only stand for numbers and categories.',
      '- Interviews are not in it: they are submitted as an archival version after annexes 1–8.',
    ],
  },
}
