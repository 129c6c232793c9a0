/** The side door `@pejling/indicators/words`: how problems and near misses are said, without the parsers of studies. */
export { didYouMean } from './nearest.ts'
export { problemLine } from './problem.ts'
