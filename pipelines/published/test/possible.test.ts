import type { StudyFile } from '@pejling/indicators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit, disagreements, studyFiles } from './study-folder.ts'

const path = 'published/cells.csv'

/** The files with one digit of a printed cell turned into another. */
function misprinted(files: StudyFile[], at: number, turn: number): StudyFile[] {
  const text = files.find((file) => file.path === path)!.text
  const places = [...text.matchAll(/(?<=,(?:count|n|percent),.*)\d/g)].map(({ index }) => index)
  const place = places[at % places.length]
  const changed = text.slice(0, place) + ((Number(text[place]) + turn) % 10) + text.slice(place + 1)
  return files.map((file) => (file.path === path ? { path, text: changed } : file))
}

describe('what a number should be', () => {
  test.each(['smaabornsteam-2020', 'schoolyards'])(
    'is never a count below zero in %s, whatever digit is put wrong',
    (study) => {
      const files = studyFiles(study)
      fc.assert(
        fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 9 }), (at, turn) => {
          const told = audit(misprinted(files, at, turn)).filter(({ cell }) =>
            /count$|\/n$|percent$/.test(cell),
          )
          expect(told.filter(({ recomputed }) => Number(recomputed) < 0)).toEqual([])
        }),
        { seed: 20261121, numRuns: 60 },
      )
    },
    60_000,
  )

  test('a count that only a negative number would mend is not blamed; the sum names all who may be wrong', () => {
    const files = studyFiles('smaabornsteam-2020').map((file) => ({
      ...file,
      text: file.text.replace('7,high_7_8/after,count,5 (56 %)', '7,high_7_8/after,count,6 (67 %)'),
    }))
    const findings = audit(files).filter(({ verdict }) => verdict === 'disagrees')
    expect(disagreements(findings).join()).not.toMatch(/-\d/)
    expect(findings.map(({ reason }) => reason.values?.suspects).join()).toContain('7 high_7_8/after/count')
  })
})
