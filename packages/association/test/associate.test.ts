import { type Answer, type Edition } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { associate } from '../src/index.ts'

test('answers that cannot be compared are not summed up in one number', async () => {
  const category = (id: string) => ({ id, label: { da: id, en: id } })
  const answer: Answer = {
    ...{ kind: 'crosstab', source: 'rows', n: 40, missing: [] },
    rows: [category('2023'), category('2024')],
    columns: [category('no'), category('yes')],
    counts: [
      [5, 15],
      [15, 5],
    ],
    caveats: [{ code: 'not-comparable', variable: 'small_groups', breaks: [] }],
  }
  const unasked = new Proxy({} as Edition, {
    get: () => {
      throw new Error('nothing is looked up')
    },
  })
  const question = { x: { scale: 'ordinal' }, y: { scale: 'ordinal' } } as Parameters<typeof associate>[3]
  const study = {} as Parameters<typeof associate>[1]
  expect(await associate(unasked, study, answer, question)).toEqual({
    kind: 'withheld',
    why: 'not-comparable',
  })
})
