/** The ways one answer can be drawn; the address names one only if it is not the first that fits. */
export const figureKinds = [
  'lines',
  'bars',
  'diverging',
  'mosaic',
  'units',
  'intervals',
  'strip',
  'scatter',
] as const
export type FigureKind = (typeof figureKinds)[number]
