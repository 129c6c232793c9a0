/**
 * The side door `@pejling/statistics/disclosure`: what hides small numbers, without the six hundred files of distributions
 * and tests.
 */
export { mergedCategories } from './disclosure/merged-categories.ts'
export { suppressTables, type TableSuppression } from './disclosure/suppress-tables.ts'
