export type { Assumption, Interval, PValue, Result, Warning, Watch } from './result.ts'
