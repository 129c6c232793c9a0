import type { Language } from '@pejling/indicators'
import relationDa from './relation.da.json' with { type: 'json' }
import relationEn from './relation.en.json' with { type: 'json' }
import reportDa from './report.da.json' with { type: 'json' }
import reportEn from './report.en.json' with { type: 'json' }
import statisticsDa from './statistics.da.json' with { type: 'json' }
import statisticsEn from './statistics.en.json' with { type: 'json' }
import { type Speaker, speaker } from './speaker.ts'

/** What is said of a relation, wherever it is shown: figures, sentences, statistics and reports. */
export const relationCatalogue = {
  da: { ...relationDa, ...statisticsDa, ...reportDa },
  en: { ...relationEn, ...statisticsEn, ...reportEn } as Record<string, string>,
}

export type RelationWordKey = keyof (typeof relationCatalogue)['da']
/** The words a relation is told with; the dashboard's own are these and more. */
export type Words = Speaker<RelationWordKey>

const speakers: Record<Language, Words> = {
  da: speaker('da', relationCatalogue.da),
  en: speaker('en', relationCatalogue.en),
}

/** The words of a language. */
export function relationWords(language: Language): Words {
  return speakers[language]
}
