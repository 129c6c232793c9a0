import { roundVariable, type Variable } from '@pejling/indicators'
import type { Answer } from '@pejling/warehouse'
import { dotsUpTo } from '../drawing/crosstab-figure.ts'
import type { FigureKind } from './figure-kinds.ts'

/** The figures that fit the scales of an answer, the one that is shown unasked first. */
export function fittingFigures(answer: Pick<Answer, 'kind' | 'n'>, x: Variable, y: Variable): FigureKind[] {
  const over: FigureKind[] = x.id === roundVariable ? ['lines'] : []
  if (answer.kind === 'pairs') return [...over, x.categories || y.categories ? 'strip' : 'scatter']
  const units: FigureKind[] = answer.n <= dotsUpTo ? ['units'] : []
  if (y.scale === 'ordinal' || y.categories?.length === 2)
    return [...over, 'bars', 'diverging', 'mosaic', ...units, 'intervals']
  return over.length
    ? [...over, 'bars', 'mosaic', 'intervals']
    : units.length
      ? ['units', 'bars', 'mosaic', 'intervals']
      : ['bars', 'mosaic', 'intervals']
}

/** The figure that was asked for if it fits, else nothing. */
export function chosenFigure(asked: string | null, fitting: FigureKind[]): FigureKind | undefined {
  const found = fitting.find((kind) => kind === asked)
  return found === fitting[0] ? undefined : found
}
