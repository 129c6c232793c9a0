import { agreementLevels, agreementWeightings, codingUnits } from '@pejling/indicators'
import { matrixMeasures } from '../interviews/measures.ts'
import type { ApiOperation, ApiParameter } from './operation.ts'

const study: ApiParameter = { name: 'study', in: 'path', required: true, example: 'kora-2017' }
const edition: ApiParameter = { name: 'edition', in: 'query' }
const inPath = (name: 'variable' | 'indicator', example: string): ApiParameter => ({
  ...{ name, in: 'path', required: true, example },
})
const coded: ApiParameter = { ...study, example: 'interviews-synthetic' }
const asked = (name: 'x' | 'y', example: string): ApiParameter => ({
  ...{ name, in: 'query', required: true, example },
})

/**
 * Everything `/api/v1` answers. The routes are made from these declarations, and so are the OpenAPI document and the page
 * for readers; a test holds them against the routes on disk and real answers against the schemas.
 */
export const operations = {
  listStudies: {
    ...{ id: 'listStudies', path: '/api/v1/studies', parameters: [edition], formats: ['json'] },
    ...{ schema: 'Studies', example: '/api/v1/studies' },
  },
  getStudy: {
    ...{ id: 'getStudy', path: '/api/v1/studies/{study}', parameters: [study, edition], formats: ['json'] },
    ...{ schema: 'Study', example: '/api/v1/studies/kora-2017' },
  },
  getCodebook: {
    ...{ id: 'getCodebook', path: '/api/v1/studies/{study}/codebook', parameters: [study, edition] },
    ...{ formats: ['json'], schema: 'Codebook', example: '/api/v1/studies/kora-2017/codebook' },
  },
  getVariable: {
    ...{ id: 'getVariable', path: '/api/v1/studies/{study}/variables/{variable}' },
    parameters: [study, inPath('variable', 'load_degree'), edition],
    ...{ formats: ['json'], schema: 'Summary', example: '/api/v1/studies/kora-2017/variables/load_degree' },
  },
  listIndicators: {
    ...{ id: 'listIndicators', path: '/api/v1/studies/{study}/indicators', parameters: [study, edition] },
    ...{ formats: ['json'], schema: 'Indicators', example: '/api/v1/studies/kora-2017/indicators' },
  },
  getIndicator: {
    ...{ id: 'getIndicator', path: '/api/v1/studies/{study}/indicators/{indicator}', formats: ['json'] },
    parameters: [study, inPath('indicator', 'staff_ratio'), { name: 'definition', in: 'query' }, edition],
    ...{ schema: 'IndicatorCard', example: '/api/v1/studies/kora-2017/indicators/staff_ratio' },
  },
  getRelation: {
    ...{ id: 'getRelation', path: '/api/v1/relations', formats: ['json', 'json-stat', 'csv'] },
    parameters: [
      { ...study, in: 'query' },
      ...[asked('x', 'funding_model'), asked('y', 'screening')],
      { name: 'by', in: 'query' },
      { name: 'where', in: 'query', repeated: true },
      { name: 'source', in: 'query', of: ['rows', 'published'] },
      edition,
      { name: 'format', in: 'query', of: ['json', 'json-stat', 'csv'] },
      { name: 'language', in: 'query', of: ['da', 'en'] },
    ],
    ...{ schema: 'Relation', example: '/api/v1/relations?study=kora-2017&x=funding_model&y=screening' },
  },
  getFindings: {
    ...{ id: 'getFindings', path: '/api/v1/findings/{study}', formats: ['json'] },
    parameters: [study, { name: 'round', in: 'query' }, edition],
    ...{ schema: 'Findings', example: '/api/v1/findings/kora-2017' },
  },
  getInterviewMatrix: {
    ...{ id: 'getInterviewMatrix', path: '/api/v1/studies/{study}/interviews/matrix', formats: ['json'] },
    parameters: [
      coded,
      { name: 'by', in: 'query', word: 'columns' },
      { name: 'under', in: 'query' },
      { name: 'levels', in: 'query' },
      { name: 'sort', in: 'query', of: ['tree', ...matrixMeasures] },
      { name: 'column', in: 'query' },
      { name: 'where', in: 'query', repeated: true, word: 'interviews' },
      edition,
    ],
    ...{ schema: 'InterviewMatrix', example: '/api/v1/studies/interviews-synthetic/interviews/matrix' },
  },
  getAgreement: {
    ...{ id: 'getAgreement', path: '/api/v1/studies/{study}/interviews/agreement', formats: ['json'] },
    parameters: [
      coded,
      { name: 'level', in: 'query', of: agreementLevels },
      { name: 'coders', in: 'query' },
      { name: 'units', in: 'query', of: codingUnits },
      { name: 'below', in: 'query', of: ['yes'] },
      { name: 'weights', in: 'query', of: agreementWeightings },
      edition,
    ],
    ...{ schema: 'Agreement', example: '/api/v1/studies/interviews-synthetic/interviews/agreement' },
  },
  listInterviewValues: {
    ...{ id: 'listInterviewValues', path: '/api/v1/studies/{study}/interviews/values', formats: ['json'] },
    parameters: [coded, { name: 'variable', in: 'query' }, edition],
    ...{ schema: 'InterviewValues', example: '/api/v1/studies/interviews-synthetic/interviews/values' },
  },
  listEditions: {
    ...{ id: 'listEditions', path: '/api/v1/editions', parameters: [], formats: ['json'] },
    ...{ schema: 'Editions', example: '/api/v1/editions' },
  },
} as const satisfies Record<string, ApiOperation>
