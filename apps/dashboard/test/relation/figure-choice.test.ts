import { expect, test } from 'vitest'
import { chosenFigure, fittingFigures } from '@pejling/figures'
import { grant, grants, model, outcome, screening } from '../figures/tables.ts'

test('ordered answers are shown as bars, unordered ones as single units', () => {
  expect(fittingFigures(screening, model, outcome)).toEqual([
    'bars',
    'diverging',
    'mosaic',
    'units',
    'intervals',
  ])
  expect(fittingFigures(screening, model, { ...outcome, scale: 'nominal' })[0]).toBe('units')
})

test('above 200 units there is no dot for each', () => {
  const large = { ...screening, n: 201 }
  expect(fittingFigures(large, model, outcome)).not.toContain('units')
  expect(fittingFigures(large, model, { ...outcome, scale: 'nominal' })).toEqual([
    'bars',
    'mosaic',
    'intervals',
  ])
})

test('numbers have one figure each', () => {
  expect(fittingFigures(grants, model, grant)).toEqual(['strip'])
  expect(fittingFigures(grants, grant, grant)).toEqual(['scatter'])
})

test('the address names a figure only if it fits and is not shown anyway', () => {
  expect(chosenFigure('mosaic', ['bars', 'mosaic'])).toBe('mosaic')
  expect(chosenFigure('bars', ['bars', 'mosaic'])).toBeUndefined()
  expect(chosenFigure('scatter', ['bars', 'mosaic'])).toBeUndefined()
})
