import { relationCatalogue, type Speaker, speaker } from '@pejling/figures/words'
import type { Language } from '@pejling/indicators'
import accountDa from './account.da.json' with { type: 'json' }
import accountEn from './account.en.json' with { type: 'json' }
import agreementDa from './agreement.da.json' with { type: 'json' }
import agreementEn from './agreement.en.json' with { type: 'json' }
import apiDa from './api.da.json' with { type: 'json' }
import apiEn from './api.en.json' with { type: 'json' }
import auditDa from './audit.da.json' with { type: 'json' }
import auditEn from './audit.en.json' with { type: 'json' }
import disclosureDa from './disclosure.da.json' with { type: 'json' }
import disclosureEn from './disclosure.en.json' with { type: 'json' }
import editionsDa from './editions.da.json' with { type: 'json' }
import editionsEn from './editions.en.json' with { type: 'json' }
import exportDa from './export.da.json' with { type: 'json' }
import exportEn from './export.en.json' with { type: 'json' }
import findingsDa from './findings.da.json' with { type: 'json' }
import findingsEn from './findings.en.json' with { type: 'json' }
import helpDa from './help.da.json' with { type: 'json' }
import helpEn from './help.en.json' with { type: 'json' }
import interviewUploadDa from './interview-upload.da.json' with { type: 'json' }
import interviewsDa from './interviews.da.json' with { type: 'json' }
import interviewUploadEn from './interview-upload.en.json' with { type: 'json' }
import interviewsEn from './interviews.en.json' with { type: 'json' }
import lineageDa from './lineage.da.json' with { type: 'json' }
import lineageEn from './lineage.en.json' with { type: 'json' }
import notesDa from './notes.da.json' with { type: 'json' }
import notesEn from './notes.en.json' with { type: 'json' }
import notebookDa from './notebook.da.json' with { type: 'json' }
import notebookEn from './notebook.en.json' with { type: 'json' }
import indicatorsDa from './indicators.da.json' with { type: 'json' }
import indicatorsEn from './indicators.en.json' with { type: 'json' }
import logDa from './log.da.json' with { type: 'json' }
import logEn from './log.en.json' with { type: 'json' }
import peopleDa from './people.da.json' with { type: 'json' }
import peopleEn from './people.en.json' with { type: 'json' }
import profileDa from './profile.da.json' with { type: 'json' }
import profileEn from './profile.en.json' with { type: 'json' }
import receivedDa from './received.da.json' with { type: 'json' }
import receivedEn from './received.en.json' with { type: 'json' }
import roundsDa from './rounds.da.json' with { type: 'json' }
import roundsEn from './rounds.en.json' with { type: 'json' }
import runsDa from './runs.da.json' with { type: 'json' }
import runsEn from './runs.en.json' with { type: 'json' }
import shellDa from './shell.da.json' with { type: 'json' }
import shellEn from './shell.en.json' with { type: 'json' }
import sidesDa from './sides.da.json' with { type: 'json' }
import sidesEn from './sides.en.json' with { type: 'json' }
import sqlDa from './sql.da.json' with { type: 'json' }
import sqlEn from './sql.en.json' with { type: 'json' }
import studyDa from './study.da.json' with { type: 'json' }
import studyEn from './study.en.json' with { type: 'json' }
import tourDa from './tour.da.json' with { type: 'json' }
import tourEn from './tour.en.json' with { type: 'json' }

const danish = {
  ...shellDa,
  ...studyDa,
  ...helpDa,
  ...tourDa,
  ...relationCatalogue.da,
  ...auditDa,
  ...peopleDa,
  ...accountDa,
  ...logDa,
  ...receivedDa,
  ...roundsDa,
  ...runsDa,
  ...disclosureDa,
  ...editionsDa,
  ...exportDa,
  ...apiDa,
  ...sqlDa,
  ...findingsDa,
  ...interviewsDa,
  ...interviewUploadDa,
  ...lineageDa,
  ...sidesDa,
  ...indicatorsDa,
  ...profileDa,
  ...agreementDa,
  ...notebookDa,
  ...notesDa,
}
const english: Record<string, string> = {
  ...shellEn,
  ...studyEn,
  ...helpEn,
  ...tourEn,
  ...relationCatalogue.en,
  ...auditEn,
  ...peopleEn,
  ...accountEn,
  ...logEn,
  ...receivedEn,
  ...roundsEn,
  ...runsEn,
  ...disclosureEn,
  ...editionsEn,
  ...exportEn,
  ...apiEn,
  ...sqlEn,
  ...findingsEn,
  ...interviewsEn,
  ...interviewUploadEn,
  ...lineageEn,
  ...sidesEn,
  ...indicatorsEn,
  ...profileEn,
  ...agreementEn,
  ...notebookEn,
  ...notesEn,
}
const catalogues: Record<Language, Record<string, string>> = { da: danish, en: english }

/** Every sentence of the interface has a key; Danish is the catalogue that counts. */
export type WordKey = keyof typeof danish
/** How the interface speaks one language: sentences, the studies' own texts, and numbers. */
export type Words = Speaker<WordKey>

const speakers: Record<Language, Words> = { da: speaker('da', danish), en: speaker('en', english) }

/** The words of a language. Missing values are an error of the program: `words relation.n: …`. */
export function wordsIn(language: Language): Words {
  return speakers[language]
}

/** All keys with their messages in both languages, for the test that holds them against each other. */
export function catalogue(): Record<Language, Record<string, string>> {
  return catalogues
}
