/** What an answer can be had as: `format=` in the address, or the first of these that `Accept` allows. */
export type ApiFormat = 'json' | 'json-stat' | 'csv'

/** A word in the path or after the question mark; the catalogue says what it means: `api.word.<name>`. */
export type ApiParameter = {
  name:
    | 'below'
    | 'by'
    | 'coders'
    | 'column'
    | 'definition'
    | 'edition'
    | 'format'
    | 'indicator'
    | 'language'
    | 'level'
    | 'levels'
    | 'round'
    | 'sort'
    | 'source'
    | 'study'
    | 'under'
    | 'units'
    | 'variable'
    | 'weights'
    | 'where'
    | 'x'
    | 'y'
  in: 'path' | 'query'
  /** Where the name means another thing than elsewhere: the catalogue's `api.word.<word>`. */
  word?: 'columns' | 'interviews'
  required?: boolean
  /** May be said more than once. */
  repeated?: boolean
  /** One of these and nothing else. */
  of?: readonly string[]
  example?: string
}

/** Where the house is seen from, and whether a call needs a token. */
export type ApiAddress = { origin: string; bearer: boolean }

export type OperationId =
  | 'getAgreement'
  | 'getCodebook'
  | 'getFindings'
  | 'getIndicator'
  | 'getInterviewMatrix'
  | 'getRelation'
  | 'getStudy'
  | 'getVariable'
  | 'listEditions'
  | 'listIndicators'
  | 'listInterviewValues'
  | 'listStudies'

/**
 * One thing a program can ask: what its route does, what OpenAPI says of it, and what a reader is told. The catalogue says
 * what it is: `api.do.<id>`.
 */
export type ApiOperation = {
  /** Its name in OpenAPI. */
  id: OperationId
  /** As OpenAPI writes it: `/api/v1/studies/{study}`. */
  path: string
  parameters: readonly ApiParameter[]
  formats: readonly ApiFormat[]
  /** The schema of its JSON, by name. */
  schema: string
  /** An address that can be tried in every house that has the shipped studies. */
  example: string
}

export const mediaTypes: Record<ApiFormat, string> = {
  json: 'application/json',
  'json-stat': 'application/vnd.json-stat+json',
  csv: 'text/csv',
}

/** What every answer may be instead of what was asked for; the catalogue says why: `api.refused.<status>`. */
export const refusals = ['304', '400', '401', '403', '404', '406', '429', '503'] as const

/** The route of SvelteKit that answers an operation: `/api/v1/studies/[study]`. */
export function routeOf({ path }: ApiOperation): string {
  return path.replaceAll('{', '[').replaceAll('}', ']')
}
