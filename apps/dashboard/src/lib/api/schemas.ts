/** JSON Schema as OpenAPI 3.1 has it. */
type Schema = Record<string, unknown>

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const string = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const hiddenCount = { type: ['integer', 'null'], minimum: 0, description: 'null where it is hidden' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  ...{ type: 'object', properties, required },
})
const table = (n: Schema): Schema => ({ ...list(list(n)), description: 'row by row' })

const asked = {
  edition: string,
  study: string,
  x: string,
  y: string,
  where: list(object({ variable: string, values: list(string) })),
}
const told = { source: { enum: ['rows', 'published'] }, n: hiddenCount, missing: list(ref('Missing')) }
const axes = {
  rows: list(string),
  columns: list(string),
  labels: object({ rows: list(ref('Text')), columns: list(ref('Text')) }),
}
const answered = ['study', 'x', 'y', 'source', 'n', 'missing']

/** What the JSON of the answers looks like, by name. What is not described may be there as well. */
export const schemas: Record<string, Schema> = {
  Text: object({ da: string, en: string }),
  Category: object({ id: string, label: ref('Text') }),
  Missing: object({ variable: string, reason: string, n: hiddenCount }),
  Suppression: {
    ...object({ code: string, values: object({ threshold: { type: 'integer' }, unit: string }) }),
    description: 'why numbers are hidden',
  },
  Variable: object({ id: string, label: ref('Text'), unit: string, scale: string }),
  Study: object({
    ...{
      id: string,
      title: ref('Text'),
      summary: ref('Text'),
      synthetic: { type: 'boolean' },
      tables: count,
    },
    ...{ variables: list(ref('Variable')) },
    relations: list(object({ x: string, y: string, sources: list({ enum: ['rows', 'published'] }) })),
  }),
  Studies: list(ref('Study')),
  Codebook: object({ study: string, variables: list(ref('Variable')) }),
  Summary: {
    oneOf: [
      { type: 'null' },
      object(
        {
          ...{ variable: ref('Variable'), n: hiddenCount, missing: list(ref('Missing')) },
          counts: list(object({ category: ref('Category'), n: hiddenCount })),
          quantiles: { type: 'object', additionalProperties: { type: 'number' } },
          ...{ suppressed: { const: true }, why: ref('Suppression') },
        },
        ['variable', 'n', 'missing'],
      ),
    ],
  },
  Indicator: object({
    id: string,
    label: ref('Text'),
    quality: string,
    definitions: list({ type: 'object' }),
  }),
  Indicators: list(ref('Indicator')),
  IndicatorCard: object({
    ...{
      study: string,
      indicator: ref('Indicator'),
      definition: { type: 'object' },
      variable: ref('Variable'),
    },
    ...{ sources: list(ref('Variable')), relations: list({ type: 'object' }) },
  }),
  Relation: { oneOf: ['Crosstab', 'Pairs', 'HiddenAnswer', 'DividedRelation'].map(ref) },
  Crosstab: {
    ...object(
      { ...asked, ...told, ...axes, n: count, counts: table(count), statistics: { type: 'object' } },
      [...answered, ...['rows', 'columns', 'labels', 'counts', 'statistics']],
    ),
    not: { required: ['suppressed'] },
  },
  Pairs: {
    ...object(
      {
        ...asked,
        ...told,
        n: count,
        points: list(object({ key: string }, ['key', 'x', 'y'])),
        statistics: { type: 'object' },
      },
      [...answered, 'points', 'statistics'],
    ),
    not: { required: ['suppressed'] },
  },
  HiddenAnswer: object(
    {
      ...{ ...asked, ...told, ...axes, suppressed: { const: true }, why: ref('Suppression') },
      counts: table(hiddenCount),
      ...{
        rowTotals: list(hiddenCount),
        columnTotals: list(hiddenCount),
        points: { type: 'array', maxItems: 0 },
      },
    },
    [...answered, 'suppressed', 'why'],
  ),
  DividedRelation: object(
    {
      ...{ ...asked, by: string, missing: list(ref('Missing')) },
      parts: list({
        allOf: [
          object({ category: ref('Category') }),
          { oneOf: ['Crosstab', 'Pairs', 'HiddenAnswer'].map(ref) },
        ],
      }),
    },
    ['edition', 'study', 'x', 'y', 'by', 'missing', 'parts'],
  ),
  Findings: { type: 'object' },
  InterviewMatrix: object(
    {
      ...{ study: string, by: string, columns: list({ type: 'object' }), interviews: count, coded: count },
      rows: list(object({ name: string, cells: list(ref('CellCount')), total: ref('CellCount') })),
      ...{ excerpts: count, withheld: ref('Suppression') },
    },
    ['study', 'by', 'columns', 'rows', 'interviews', 'coded', 'excerpts'],
  ),
  CellCount: {
    ...object({ excerpts: count, interviews: count, intensity: { type: 'number', minimum: 0 } }, [
      'excerpts',
      'interviews',
    ]),
    description: 'intensity: excerpts per 1,000 words',
  },
  Agreement: object(
    {
      ...{ study: string, level: string, units: string, pieces: count, sources: count },
      ...{ because: { enum: ['no-pair', 'hidden', 'embargo'] }, overall: { type: 'object' } },
      codes: list(object({ counts: { type: 'object' }, agreement: { type: 'object' } })),
      values: list(object({ variable: ref('Variable'), units: count, table: table(count) })),
    },
    ['study', 'level', 'units', 'pieces', 'sources', 'codes', 'values'],
  ),
  InterviewValues: object(
    {
      study: string,
      values: list(
        object(
          {
            ...{ unit: string, round: string, variable: string, value: string, missing: string },
            ...{ reason: ref('Text') },
            ...{ rule: string, version: { type: 'integer', minimum: 1 }, interviews: count },
            ...{ mentionedIn: count, coders: list(string), n: count },
          },
          ['unit', 'variable', 'rule', 'version', 'interviews', 'mentionedIn', 'coders', 'n'],
        ),
      ),
      withheld: ref('Suppression'),
    },
    ['study', 'values'],
  ),
  Editions: list(object({ hash: string, created_at: string, live: { type: 'boolean' } })),
  JsonStat: {
    ...object({
      ...{ version: { const: '2.0' }, class: { const: 'dataset' }, label: string },
      ...{ id: list(string), size: list(count), dimension: { type: 'object' }, value: list(hiddenCount) },
    }),
    description: 'JSON-stat 2.0',
  },
  Problem: {
    ...object({ type: string, title: string, status: { type: 'integer' }, detail: string }),
    description: 'RFC 9457',
  },
}
