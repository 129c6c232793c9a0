import { expect, test } from 'vitest'
import { cellAnchor, fileLine, rowsLink } from '#lib/relation/cell-links.ts'
import { choices } from '#lib/relation/choices.ts'
import { domain } from '@pejling/figures'
import { quantiles } from '@pejling/statistics'
import { grant, model, outcome } from '../figures/tables.ts'

const load = { ...outcome, id: 'load', unit: 'institution' }
const codebook = { study: 's', variables: [model, outcome, load, grant] }
const both = (x: string, y: string, source: 'rows' | 'published') =>
  [
    { x, y, sources: [source] },
    { x: y, y: x, sources: [source] },
  ] as { x: string; y: string; sources: ('rows' | 'published')[] }[]
const possible = [
  ...both('funding_model', 'screening', 'published'),
  ...both('funding_model', 'load', 'rows'),
  ...both('funding_model', 'grant', 'rows'),
  ...both('load', 'grant', 'rows'),
]

test('a y that cannot be seen with x is offered as impossible', () => {
  const { y } = choices(codebook, possible, [], { x: 'load', y: 'grant', where: [] })
  expect(y.map(({ value, possible, chosen }) => [value, possible, chosen])).toEqual([
    ['funding_model', true, false],
    ['screening', false, false],
    ['grant', true, true],
  ])
})

test('a variable that is the same in all rounds is split by round where the other one stands in rounds', () => {
  const round = { ...outcome, id: 'round' }
  const inRounds = [...both('funding_model', 'load', 'rows'), ...both('round', 'load', 'rows')]
  const asked = { x: 'funding_model', y: 'load', where: [] }
  const { by } = choices({ study: 's', variables: [model, load, round] }, inRounds, [], asked)
  expect(by.map(({ value }) => value)).toEqual(['round'])
  expect(
    choices({ study: 's', variables: [model, load, round] }, both('funding_model', 'load', 'rows'), [], asked)
      .by,
  ).toEqual([])
})

test('rows can be split and narrowed by what stands in rows with both variables', () => {
  const { by, filters } = choices(codebook, possible, [], {
    x: 'load',
    y: 'grant',
    where: [{ variable: 'funding_model', values: ['bound'] }],
  })
  expect(by.map(({ value }) => value)).toEqual(['funding_model'])
  expect(filters[0].values.filter(({ chosen }) => chosen).map(({ value }) => value)).toEqual([
    'funding_model:bound',
  ])
})

test('a printed table without further dimensions can be neither split nor narrowed', () => {
  const { by, filters } = choices(codebook, possible, [], { x: 'funding_model', y: 'screening', where: [] })
  expect([by, filters]).toEqual([[], []])
})

test('what was asked for stands as chosen, also where no relation knows it', () => {
  const { y } = choices(codebook, [], [], { x: 'load', y: 'grant', where: [] })
  expect(y.filter(({ chosen }) => chosen)).toMatchObject([{ value: 'grant', possible: false }])
})

test('a link to rows holds the cell and the filters, and the cell wins', () => {
  const relation = {
    study: 'kora-2017',
    x: 'a',
    y: 'b',
    where: [
      { variable: 'a', values: ['1', '2'] },
      { variable: 'c', values: ['3'] },
    ],
  }
  expect(rowsLink(relation, 'institution', [{ variable: 'a', values: ['1'] }]).href).toBe(
    '/rows?study=kora-2017&unit=institution&where=c:3&where=a:1',
  )
})

test('anchors hold no character that an address would change', () => {
  expect(cellAnchor('3.1', 'bound/total/count')).toBe('3.1-bound-total-count')
  expect(cellAnchor('1', 'Ishøj/specific/started')).toBe('1-Ishøj-specific-started')
  expect(fileLine('kora-2017', 'published/cells.csv', 12)).toBe('/files/kora-2017/published/cells.csv#L12')
})

test('quantiles are those of R type 7', () => {
  // quantile(c(3, 1, 4, 1, 5, 9, 2, 6))
  expect(quantiles([3, 1, 4, 1, 5, 9, 2, 6])).toEqual({
    n: 8,
    min: 1,
    lower: 1.75,
    median: 3.5,
    upper: 5.25,
    max: 9,
  })
  expect(quantiles([])).toBeUndefined()
})

test('an axis begins at zero unless something lies below it', () => {
  expect(domain([50, 100])).toEqual([0, 104])
  expect(domain([-10, 10])[0]).toBe(-10)
  expect(domain([])).toEqual([0, 1])
})
