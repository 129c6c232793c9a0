import { answers, study } from './worlds.ts'

const api = `/api/v1/studies/${study}`
/** Where a walk begins: every page there is of a study, and those that tell of all studies. */
export const first = [
  ...['/', '/search?q=screening', '/compare', '/tour', '/views', '/lists', '/sql', '/interviews', '/rows'],
  ...[`/studies/${study}`, `/studies/${study}/indicators`, `/findings/${study}`, `/interviews/${study}`],
  ...answers.map((answer) => `/relations?study=${study}&x=funding_model&y=${answer}`),
  ...[`/studies/${study}/archive`, `/audit/${study}`, `/files/${study}/units/institution.csv`],
  ...[`/studies/${study}/units/institution`, `/studies/${study}/units/institution/1A`],
  ...[api, `${api}/codebook`, `${api}/indicators`, `/api/v1/studies`, `/api/v1/findings/${study}`],
]
/** Of the many pairs of variables those of the model with an answer; one definition, division or filter at a time. */
export function isOf(path: string): boolean {
  const [page, query = ''] = path.split('?')
  const asked = new URLSearchParams(query)
  const isPage = [`/studies/${study}`, `/findings/${study}`, `/lineage/${study}`].some((one) =>
    page.startsWith(one),
  )
  const isPair = asked.get('x') === 'funding_model' && answers.includes(asked.get('y') ?? '')
  const isNarrow = /where=|by=|figure=|definition=|peers=|edition=|source=|of=|lang=/.test(query)
  return !isNarrow && (isPage ? query === '' : page === '/relations' && isPair)
}

/** Every other way to the numbers of a relation: the API, files, divisions, filters and sources. */
export function more(path: string): string[] {
  const query = /^\/relations(\?study=.*x=funding_model&y=.*)$/.exec(path)?.[1]
  const answer = answers.find((id) => query?.endsWith(`&y=${id}`))
  if (!query || !answer) return []
  return [
    ...[`/api/v1/relations${query}`, `/api/v1/relations${query}&format=csv`, `${api}/variables/${answer}`],
    ...['csv', 'csv-da', 'json-stat', 'parquet', 'r'].map((format) => `/relations/export/${format}${query}`),
    ...['load_category', 'screening'].flatMap((by) =>
      ['', '/api/v1'].map((to) => `${to}/relations${query}&by=${by}`),
    ),
    ...['funding_model:bound', 'load_category:high', 'screening:other', `${answer}:not_answered`].flatMap(
      (where) => ['', '/api/v1'].map((to) => `${to}/relations${query}&where=${where}`),
    ),
    ...['rows', 'published'].map((source) => `/relations${query}&source=${source}`),
    ...[
      `/relations${query}&edition={edition}`,
      `/lineage/${study}/${answer}`,
      `/lineage/${study}/funding_model/${answer}`,
    ],
  ].filter((asked) => asked !== path)
}
