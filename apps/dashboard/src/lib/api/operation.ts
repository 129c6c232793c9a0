/** What an answer can be had as: `format=` in the address, or the first of these that `Accept` allows. */
export type ApiFormat = 'json' | 'json-stat' | 'csv'

/** A word in the path or after the question mark; the catalogue says what it means: `api.word.<name>`. */
export type ApiParameter = {
  name:
    | 'by'
    | 'definition'
    | 'edition'
    | 'format'
    | 'indicator'
    | 'language'
    | 'round'
    | 'source'
    | 'study'
    | 'variable'
    | 'where'
    | 'x'
    | 'y'
  in: 'path' | 'query'
  required?: boolean
  /** May be said more than once. */
  repeated?: boolean
  /** One of these and nothing else. */
  of?: readonly string[]
  example?: string
}

export type OperationId =
  | 'getCodebook'
  | 'getFindings'
  | 'getIndicator'
  | 'getRelation'
  | 'getStudy'
  | 'getVariable'
  | 'listEditions'
  | 'listIndicators'
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
