import type { Severity, Text } from '@pejling/indicators'

/** What an archive asks of data: see the sentences of each. */
export type ArchiveRule =
  | 'no-rows'
  | 'name'
  | 'label'
  | 'value-label'
  | 'value-label-twice'
  | 'key'
  | 'outer-unit'
  | 'missing-in-text'
  | 'identifier'
  | 'synthetic'
  | 'interviews'
  | 'period'
  | 'legal-basis'
  | 'permission'
  | 'read-me'
  | 'wording'
  | 'population'
  | 'encoding'
  | 'column-label'

/**
 * Something an archive would stop at, want changed, or want to know. `places` are the variables, values, units, rounds or
 * columns it is about, none if it is about the study as a whole; never a value of a row.
 */
export type ArchiveRemark = { rule: ArchiveRule; severity: Severity; places: string[] }

/** A remark for people: what it is, and what to do. */
export function remarkInWords({ rule }: Pick<ArchiveRemark, 'rule'>): Text {
  return sentences[rule]
}

const sentences: Record<ArchiveRule, Text> = {
  'no-rows': {
    da: 'Der er ingen rækker at aflevere; det trykte alene er ikke data.',
    en: 'There are no rows to deliver; what was printed alone is no data.',
  },
  name: {
    da: 'Navnet skal begynde med et bogstav, have højst 128 bogstaver, cifre og understregninger og må ikke være et ord fra SQL eller en overskrift i metadatafilen.',
    en: 'The name must begin with a letter, have at most 128 letters, digits and underscores, and be no word of SQL and no heading of the metadata file.',
  },
  label: {
    da: 'Variablen skal have en etiket, der siger mere end dens navn.',
    en: 'The variable must have a label that says more than its name.',
  },
  'value-label': {
    da: 'Værdiens navn skal kunne forstås alene; et tal siger ikke, hvad det betyder.',
    en: 'The name of a value must be understood by itself; a number does not say what it means.',
  },
  'value-label-twice': {
    da: 'To værdier af samme variabel må ikke hedde det samme.',
    en: 'Two values of one variable may not have the same name.',
  },
  key: {
    da: 'Enheden skal have en nøglevariabel i kodebogen, så rækkerne kan findes igen.',
    en: 'The unit must have a key variable in the codebook, so that its rows can be found again.',
  },
  'outer-unit': {
    da: 'Enheden ligger i en anden, der ikke har rækker: tabellerne kan ikke lægges sammen.',
    en: 'The unit lies in another one that has no rows: the tables cannot be put together.',
  },
  'missing-in-text': {
    da: 'Kun tal og kategorier kan have koder for manglende svar; i en tekst bliver grunden til et tomt felt.',
    en: 'Only numbers and categories can have codes for what is missing; in a text the reason becomes an empty cell.',
  },
  identifier: {
    da: 'Variablen kan navngive en enhed eller en person: aftal med arkivet, om den skal med.',
    en: 'The variable may name a unit or a person: agree with the archive whether it goes along.',
  },
  synthetic: {
    da: 'Rækkerne er opfundne: de er til øvelse og ikke til et arkiv.',
    en: 'The rows are made up: they are for practice and not for an archive.',
  },
  interviews: {
    da: 'Interview afleveres for sig som en arkiveringsversion (bilag 1–8); her er kun det, der er gjort op pr. enhed.',
    en: 'Interviews are delivered by themselves as an archival version (annexes 1–8); here is only what was counted per unit.',
  },
  period: {
    da: 'Studiet siger ikke, hvornår data er indsamlet.',
    en: 'The study does not say when the data were collected.',
  },
  'legal-basis': {
    da: 'Studiet siger ikke, på hvilket grundlag rækkerne er indsamlet (forskning, samtykke, kommunal evaluering).',
    en: 'The study does not say by what right its rows were collected (research, consent, municipal evaluation).',
  },
  permission: {
    da: 'Rækkerne er indsamlet til forskning: skriv tilladelsens nummer, dato og omfang, hvis de skal gives videre.',
    en: 'The rows were collected for research: write number, date and scope of the permission if they are to be passed on.',
  },
  'read-me': {
    da: 'Der mangler en README.md, der siger, hvad studiet er, og hvordan data er indsamlet.',
    en: 'There is no README.md that says what the study is and how its data were collected.',
  },
  wording: {
    da: 'Spørgsmålets ordlyd mangler: uden den kan svaret ikke læses om tyve år.',
    en: 'The wording of the question is missing: without it the answer cannot be read in twenty years.',
  },
  population: {
    da: 'Runden siger ikke, hvem der kunne spørges.',
    en: 'The round does not say who could be asked.',
  },
  encoding: {
    da: 'Filen er ikke UTF-8; den er læst og bliver afleveret som UTF-8, så æ, ø og å er der.',
    en: 'The file is not UTF-8; it was read, and is delivered, as UTF-8, so that æ, ø and å are there.',
  },
  'column-label': {
    da: 'Afsenderens fil kan have etiketter, men kolonnen har ingen.',
    en: 'The sender’s file can have labels, but the column has none.',
  },
}
