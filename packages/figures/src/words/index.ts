export {
  formatNumber,
  formatShare,
  formatP,
  formatPEquation,
  formatDay,
  formatMoment,
  formatDuration,
  formatBytes,
  formatStamp,
  formatList,
  localeOf,
  shortHash,
} from './numbers.ts'
export { placeholders, speaker } from './speaker.ts'
export type { Speaker, WordValues } from './speaker.ts'
export { relationCatalogue, relationWords } from './words.ts'
export type { RelationWordKey, Words } from './words.ts'
