import type { StudyFile } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { audit, disagreements, studyFiles } from './study-folder.ts'

const clean = studyFiles('schoolyards')

/** The invented study with parts of some files written another way. */
function rewritten(changes: Record<string, (text: string) => string>): StudyFile[] {
  return clean.map(({ path, text }) => ({ path, text: changes[path]?.(text) ?? text }))
}

const districts = (...cells: [string, string, string]) =>
  `district,greening\n${cells.map((cell, i) => `${'ABC'[i]},${cell}`).join('\n')}\n`

describe('a category in a unit’s file', () => {
  test.each([
    ['its name in capitals', districts('SOME', 'None', 'mUCH')],
    ['its Danish label', districts('Nogen', 'ingen', 'megen')],
    ['its name with spaces around it', districts(' some ', 'none ', ' much')],
  ])('may be written as %s', (_, text) => {
    expect(disagreements(audit(rewritten({ 'units/district.csv': () => text })))).toEqual([])
  })

  test('may be a text the codebook lists', () => {
    const files = rewritten({
      'units/district.csv': () => districts('Gul', 'Rød', 'grøn'),
      'codebook.yaml': (text) =>
        text.replace(
          '  - id: school\n',
          (next) => `    reading: { values: { Rød: none, gul: some, Grøn: much } }\n${next}`,
        ),
    })
    expect(disagreements(audit(files))).toEqual([])
  })

  test('that is another than the tables say is still found', () => {
    const files = rewritten({ 'units/district.csv': () => districts('Ingen', 'ingen', 'megen') })
    expect(disagreements(audit(files))).not.toEqual([])
  })
})
