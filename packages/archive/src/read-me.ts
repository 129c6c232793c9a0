import { type Language, thresholdLines } from '@pejling/indicators'
import type { PackageStudy } from './data-package.ts'
import { readMeSentences as sentences } from './read-me-sentences.ts'

/** What a folder holds, and of whom. `whole` is an edition with all its studies; `withheld` are those without their rows. */
export type Described = { edition: string; studies: PackageStudy[]; withheld: string[]; whole: boolean }

/** The page a person opens first, in one language. */
export function readMe({ edition, studies, withheld, whole }: Described, language: Language): string {
  const say = sentences[language]
  const lines = whole ? [`# ${say.edition} ${edition}`, '', say.ofEdition] : [say.ofStudy(edition)]
  for (const { study, units } of studies) {
    // The title of a folder with one study is the study's.
    if (whole) lines.push('', `## ${study.title[language]}`)
    else lines.unshift(`# ${study.title[language]}`, '')
    lines.push('', study.summary[language], '')
    if (study.synthetic) lines.push(`**${say.synthetic}**`, '')
    lines.push(`${say.source}: ${study.source.citation}`, '')
    lines.push(`${say.licence}: ${study.licence[language]}`, '')
    if (withheld.includes(study.id)) lines.push(say.withheld, '')
    const thresholds = thresholdLines(study).map((line) => line[language])
    if (thresholds.length) lines.push(`${say.thresholds}: ${thresholds.join('; ')}.`, '')
    for (const { unit, csv, rows } of units) lines.push(`- \`${csv}\`: ${rows} ${unit.plural[language]}`)
    for (const limit of study.limits) lines.push(`- ${limit[language]}`)
  }
  const kinds = kindsOf({ studies, withheld, whole }).map((kind) => say.files[kind])
  return [...lines, '', say.filesHeading, '', ...kinds, ''].join('\n')
}

type Kind = keyof (typeof sentences)[Language]['files']

/** The kinds of files that are there, and none that are not. */
function kindsOf({ studies, withheld, whole }: Omit<Described, 'edition'>): Kind[] {
  const printed = studies.some(({ others }) => others.some(({ path }) => path.startsWith('published/')))
  return [
    ...(studies.some(({ units }) => units.length) ? (['data'] as const) : []),
    ...(withheld.length ? (['counts'] as const) : []),
    ...(printed ? (['published'] as const) : []),
    ...(['codebooks', 'dataPackage', 'ddi', 'sources'] as const),
    ...(whole && !withheld.length ? (['edition'] as const) : []),
    'seal',
  ]
}
