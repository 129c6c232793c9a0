import type { Words } from '#lib/words/words.ts'
import { type ApiFormat, type ApiOperation, type ApiParameter, mediaTypes, refusals } from './operation.ts'
import { operations } from './operations.ts'
import { schemas } from './schemas.ts'

/**
 * `/api/v1` as an OpenAPI 3.1 document.
 *
 * Source: spec.openapis.org/oas/v3.1.1.
 *
 * @param server where the house is seen from outside, such as `https://pejling.example.dk`
 */
export function openApi(server: string, words: Words): Record<string, unknown> {
  const known: readonly ApiOperation[] = Object.values(operations)
  return {
    openapi: '3.1.1',
    info: {
      ...{ title: 'Pejling', version: '1', description: words.say('api.about') },
      license: { name: words.say('api.licence'), identifier: 'LicenseRef-study' },
    },
    servers: [{ url: server }],
    // Without a token: what a house shows to those who have no account.
    security: [{ token: [] }, {}],
    paths: Object.fromEntries(known.map((one) => [one.path, { get: operationOf(one, words) }])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas,
    },
  }
}

function operationOf({ id, parameters, formats, schema }: ApiOperation, words: Words) {
  const meaning = words.say(`api.do.${id}`)
  return {
    ...{ operationId: id, summary: meaning },
    parameters: parameters.map((parameter) => parameterOf(parameter, words)),
    responses: {
      200: {
        description: meaning,
        headers: {
          ETag: { schema: { type: 'string' } },
          'Content-Location': { schema: { type: 'string' }, description: words.say('api.bound') },
        },
        content: Object.fromEntries(formats.map((format) => [mediaTypes[format], contentOf(format, schema)])),
      },
      ...Object.fromEntries(
        refusals.map((status) => [
          status,
          {
            description: words.say(`api.refused.${status}`),
            ...(status !== '304' && { content: problemContent }),
          },
        ]),
      ),
    },
  }
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}

function contentOf(format: ApiFormat, schema: string) {
  if (format === 'csv') return { schema: { type: 'string' } }
  return { schema: { $ref: `#/components/schemas/${format === 'json' ? schema : 'JsonStat'}` } }
}

function parameterOf({ name, word, in: place, required, repeated, of, example }: ApiParameter, words: Words) {
  const one = { type: 'string', ...(of && { enum: of }) }
  return {
    ...{ name, in: place, description: words.say(`api.word.${word ?? name}`), required: required ?? false },
    schema: repeated ? { type: 'array', items: one } : one,
    ...(example !== undefined && { example }),
  }
}
