import { expect, test } from 'vitest'
import { type Study, textRefusal } from '../../src/index.ts'

const open = { synthetic: true, units: [] } as unknown as Study
const closed = { synthetic: false, units: [{ id: 'institution', file: 'a.csv' }] } as unknown as Study
const nobody = { role: false, right: false }
const role = { role: true, right: false }
const both = { role: true, right: true }

test('texts left at home are shown to nobody, whoever asks and whatever the study says', () => {
  for (const study of [open, closed])
    for (const reader of [nobody, role, both]) expect(textRefusal(study, 'left', reader)).toBe('left')
})

test('texts kept in an open study are for all, in another one they take the role and the right', () => {
  expect(textRefusal(open, 'kept', nobody)).toBeUndefined()
  expect(textRefusal(closed, 'kept', nobody)).toBe('role')
  expect(textRefusal(closed, 'kept', role)).toBe('right')
  expect(textRefusal(closed, 'kept', both)).toBeUndefined()
})

test('texts for roles take the role also in an open study', () => {
  expect(textRefusal(open, 'roles', nobody)).toBe('role')
  expect(textRefusal(open, 'roles', role)).toBeUndefined()
  expect(textRefusal(closed, 'roles', role)).toBe('right')
})

test('a study that shows excerpts to nobody shows them to nobody', () => {
  const study = { ...open, disclosure: { excerpts: 'nobody' } } as Study
  expect(textRefusal(study, 'kept', both)).toBe('nobody')
})
