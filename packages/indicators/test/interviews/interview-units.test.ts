import { expect, test } from 'vitest'
import { interviewUnits, type InterviewProject, type UnitRule } from '../../src/index.ts'

const text = (id: string, of?: string): InterviewProject['sources'][number] => {
  return { ...{ id, name: id, kind: 'text', certain: true, values: {} }, ...(of && { of }) }
}
const project: Pick<InterviewProject, 'sources' | 'cases' | 'sets'> = {
  sources: [text('a'), text('b'), text('page of b', 'b'), text('c')],
  cases: [],
  sets: [
    { name: ' hus  1', sources: ['b'], codes: [] },
    { name: 'ukendt', sources: ['c'], codes: [] },
  ],
}
const unitsBy = (rule: Pick<UnitRule, 'by' | 'aliases'>) => {
  const { units, unmatched } = interviewUnits(project, { id: 'institution', ...rule }, ['Hus 1', '2'])
  return { units: [...units], unmatched }
}

test('a set tells the unit of its interviews, and of the texts that are theirs', () => {
  const of = 'Hus 1'
  expect(unitsBy({ by: 'set' })).toEqual({
    units: [
      ['b', of],
      ['page of b', of],
    ],
    unmatched: ['ukendt'],
  })
})

test('the name of an interview tells its unit; that of a page of it does not count', () => {
  expect(unitsBy({ by: 'source', aliases: { '2': ['a', 'page of b'] } })).toEqual({
    units: [['a', '2']],
    unmatched: ['b', 'c'],
  })
})
