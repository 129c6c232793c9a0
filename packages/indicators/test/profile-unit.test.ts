import { describe, expect, test } from 'vitest'
import {
  type Codebook,
  isProfiled,
  profileUnits,
  type Study,
  type Unit,
  type Variable,
} from '../src/index.ts'
import type { Derivation } from '../src/derived.ts'

const text = { da: 'x', en: 'x' }
const unit = (id: string, within?: string): Unit => ({
  ...{ id, label: text, plural: text, key: `${id}_id`, file: `units/${id}.csv` },
  ...(within && { within }),
})
const variable = (id: string, unit: string, rest: Partial<Variable> = {}): Variable => ({
  ...{ id, label: text, unit, scale: 'ratio', quality: 'structure', disclosure: 'open' },
  ...rest,
})
const study = {
  units: [
    unit('municipality'),
    unit('institution', 'municipality'),
    ...['child', 'staff', 'course', 'informant', 'family'].map((id) => unit(id, 'institution')),
  ],
} as Study
const keys = study.units.map(({ id, key }) => variable(key, id, { scale: 'identifier', disclosure: 'quasi' }))
const codebook = (...variables: Variable[]): Codebook => ({ study: 's', variables: [...keys, ...variables] })
const units = (study: Study, book = codebook()) => profileUnits(study, book).map(({ id }) => id)

describe('a page of its own', () => {
  test('is for municipalities and institutions, and for no unit that may be a person', () => {
    expect(units(study)).toEqual(['municipality', 'institution'])
  })

  test('is not for a unit without rows, nor one named by what may not be shown', () => {
    const { file: _, ...never } = unit('institution', 'municipality')
    expect(units({ ...study, units: [never] })).toEqual([])
    for (const disclosure of ['identifier', 'sensitive'] as const)
      expect(
        units(
          { ...study, units: [unit('institution')] },
          {
            study: 's',
            variables: [variable('institution_id', 'institution', { disclosure })],
          },
        ),
      ).toEqual([])
  })

  test('is not for an institution inside a unit that may be a person, or that is not known', () => {
    expect(units({ ...study, units: [unit('family'), unit('institution', 'family')] })).toEqual([])
    expect(units({ ...study, units: [unit('institution', 'nowhere')] })).toEqual([])
  })
})

describe('on such a page', () => {
  const child = variable('mood', 'child', { disclosure: 'sensitive' })
  const made = (derived: object, rest: Partial<Variable> = {}): boolean => {
    const own = variable('made', 'institution', {
      derived: { note: text, ...derived } as Derivation,
      ...rest,
    })
    return isProfiled(study, codebook(child, own), own)
  }

  test('stands what is of the institution, and nothing about persons or of them', () => {
    const shown = (one: Variable) => isProfiled(study, codebook(one), one)
    expect(shown(variable('size', 'institution', { disclosure: 'quasi' }))).toBe(true)
    expect(shown(variable('size', 'institution', { disclosure: 'sensitive' }))).toBe(false)
    expect(shown(variable('size', 'institution', { disclosure: 'identifier' }))).toBe(false)
    expect(shown(variable('size', 'institution', { leftOut: text }))).toBe(false)
    expect(shown(variable('size', 'staff'))).toBe(false)
  })

  test('stands what is made of children only if a threshold of them is taken together', () => {
    const mean = { kind: 'aggregate', of: 'child', as: 'mean', variable: 'mood' }
    expect(made({ ...mean, atLeast: 5 })).toBe(true)
    expect(made({ ...mean, atLeast: 4 })).toBe(false)
    expect(made(mean)).toBe(false)
    for (const as of ['min', 'max', 'count']) expect(made({ ...mean, as, atLeast: 50 })).toBe(false)
    expect(made({ kind: 'aggregate', of: 'child', as: 'count' })).toBe(true)
  })

  test('a query or weights over rows of children are not trusted to hide them, however far back', () => {
    expect(made({ kind: 'sql', file: 'x.sql', inputs: ['mood'] })).toBe(false)
    const few = variable('few', 'institution', {
      derived: { kind: 'sql', file: 'x.sql', inputs: ['mood'], note: text },
    })
    const band = variable('band', 'institution', {
      derived: { kind: 'band', from: 'few', cuts: [1], note: text },
    })
    expect(isProfiled(study, codebook(child, few, band), band)).toBe(false)
  })
})
