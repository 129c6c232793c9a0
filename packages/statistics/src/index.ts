export type { Assumption, Interval, PValue, Result, Warning, Watch } from './result.ts'

export type { Measured } from './samples/measurements.ts'
export { type Correlation, type RankCorrelation, rankCorrelation } from './samples/rank-correlation.ts'
