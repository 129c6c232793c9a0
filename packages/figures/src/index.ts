export { lightColours } from './drawing/colours.ts'
export { crosstabFigure } from './drawing/crosstab-figure.ts'
export type { CellDoor, CrosstabFigure } from './drawing/crosstab-options.ts'
export { draw } from './drawing/draw.ts'
export { onSheets } from './drawing/drawing.ts'
export type { Drawing, Sheet } from './drawing/drawing.ts'
export { mosaicFigure } from './drawing/mosaic-figure.ts'
export { roundLines } from './drawing/round-lines.ts'
export { linesHeight, rowLabel } from './drawing/row-labels.ts'
export { clustersOf, clusterNames } from './drawing/scatter-clusters.ts'
export { scatterFigure } from './drawing/scatter-figure.ts'
export { drawSegments } from './drawing/segments.ts'
export type { Segment, SegmentLabel } from './drawing/segments.ts'
export { shareIntervals } from './drawing/share-intervals.ts'
export { stackedBars } from './drawing/stacked-bars.ts'
export type { DrawnPart } from './drawing/standalone-svg.ts'
export { standaloneSvg } from './drawing/standalone-svg.ts'
export { stripFigure, ticksOf } from './drawing/strip-figure.ts'
export { sequentialTones, divergingTones } from './drawing/tones.ts'
export type { Tone } from './drawing/tones.ts'
export { trendLine, trendBand } from './drawing/trend-line.ts'
export { wrapWords } from './drawing/wrap-words.ts'
export { answerSummary } from './relation/answer-summary.ts'
export { associationSentence, strengthOf } from './relation/association-sentence.ts'
export { domainsOf, domain } from './relation/domains.ts'
export type { Domains } from './relation/domains.ts'
export { fittingFigures, chosenFigure } from './relation/figure-choice.ts'
export { figureKinds } from './relation/figure-kinds.ts'
export type { FigureKind } from './relation/figure-kinds.ts'
export { pairsSentence } from './relation/pairs-sentence.ts'
export { relationDrawing } from './relation/relation-drawing.ts'
export { roundBreaks, roundDrawing } from './relation/round-drawing.ts'
export type { RoundBreaks } from './relation/round-drawing.ts'
export {
  inSentence,
  sentenceStart,
  countOf,
  crosstabSentence,
  missingLines,
  caution,
} from './relation/seen.ts'
export { strips } from './relation/strips.ts'
export type { Told, Asked } from './relation/told.ts'
export { trendSentence } from './relation/trend-sentence.ts'
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
  placeholders,
  speaker,
  relationCatalogue,
  relationWords,
} from './words/index.ts'
export type { RelationWordKey, Speaker, Words, WordValues } from './words/index.ts'
