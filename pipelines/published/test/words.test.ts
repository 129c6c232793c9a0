import { type AuditFinding, findingInWords } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { audit, studyFiles, withLine } from './study-folder.ts'

describe('a finding in words', () => {
  test.each(['kora-2017', 'smaabornsteam-2020', 'schoolyards'])(
    'is a sentence in both languages for every finding of %s',
    (study) => {
      for (const finding of audit(studyFiles(study)))
        for (const text of Object.values(findingInWords(finding))) {
          expect(text, `${finding.reason.code} ${finding.cell}`).toMatch(/^.+[.:]/)
          expect(text).not.toMatch(/[{}[\]]|undefined|\?/)
        }
    },
  )

  test('has decimal commas in Danish, but leaves names of tables as they are', () => {
    const finding: AuditFinding = {
      table: '3.1',
      cell: 'a/b/percent',
      printed: '(33,5 %)',
      recomputed: '33.3',
      verdict: 'disagrees',
      rule: 'percent',
      reason: { code: 'percent', values: { part: 8, base: 24, gives: '33.33', suspects: '3.1 a/b/count' } },
      file: 'published/cells.csv',
      line: 2,
    }
    expect(findingInWords(finding)).toEqual({
      da: '8 af 24 er 33,33 %. Trykt er (33,5 %). Et af disse kan i stedet være forkert: 3.1 a/b/count.',
      en: '8 of 24 is 33.33 %. Printed is (33,5 %). One of these may be wrong instead: 3.1 a/b/count.',
    })
  })

  test('an empty cell is said to be empty', () => {
    const emptied = withLine(
      studyFiles('schoolyards'),
      'published/cells.csv',
      '1,much/total,count,5',
      '1,much/total,count,',
    )
    const found = audit(emptied).find(({ verdict }) => verdict === 'disagrees')!
    expect(findingInWords(found).en).toBe(
      'The cell is empty in print where its neighbours have a number. 0 + 5 = 5 by the sum.',
    )
  })
})
