import { parseStudyFolder } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { audit, disagreements, studyFiles, withLine } from './study-folder.ts'

const clean = studyFiles('schoolyards')
const cells = 'published/cells.csv'
/** What the audit says when one line of a study whose numbers agree is put wrong. */
const planted = (from: string, to: string, path = cells) =>
  disagreements(audit(withLine(clean, path, from, to)))

describe('a study whose numbers agree', () => {
  test('has no disagreement', () => {
    expect(disagreements(audit(clean))).toEqual([])
  })

  test('gives each printed thing exactly one finding', () => {
    const { cells, claims } = parseStudyFolder(clean)
    const findings = audit(clean)
    const addresses = findings.map(({ table, cell }) => `${table} ${cell}`)
    const parts = claims.flatMap(({ numerator, denominator }) => [numerator, denominator]).filter(Boolean)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(findings).toHaveLength(cells.length + claims.length + parts.length)
  })

  test('audited twice says the same', () => {
    expect(audit(clean)).toEqual(audit(clean))
  })
})

describe('one misprint', () => {
  test('in a total is blamed on the total, which row and column agree about', () => {
    expect(planted('1,total/total,count,15', '1,total/total,count,16')).toEqual([
      '1 total/total/count: 16, should be 15',
    ])
  })

  test('in a count is blamed on the count, not on the totals, percentages and statistics that depend on it', () => {
    expect(planted('1,some/long,count,2', '1,some/long,count,4')).toEqual([
      '1 some/long/count: 4, should be 2',
    ])
  })

  test('in a percentage is blamed on the percentage', () => {
    expect(planted('1,some/short,percent,"(60,0 %)"', '1,some/short,percent,"(66,0 %)"')).toEqual([
      '1 some/short/percent: (66,0 %), should be 60.0',
    ])
  })

  test('an empty cell among printed ones gets the number its neighbours give', () => {
    expect(planted('1,much/total,count,5', '1,much/total,count,')).toEqual([
      '1 much/total/count: empty, should be 5',
    ])
    expect(planted('2,quiet/short,percent,"(85,7 %)"', '2,quiet/short,percent,')).toEqual([
      '2 quiet/short/percent: empty, should be 85.7',
    ])
  })

  test('a number that cannot be read is treated as an empty cell', () => {
    expect(planted('1,total/total,count,15', '1,total/total,count,1S')).toEqual([
      '1 total/total/count: 1S, should be 15',
    ])
  })

  test('in gamma or χ² is blamed on the statistic', () => {
    expect(planted('1,,gamma,"0,87"', '1,,gamma,"0,78"')).toEqual(['1 gamma: 0,78, should be 0.87'])
    expect(planted('1,,chi2,"6,96"', '1,,chi2,"6,69"')).toEqual(['1 chi2: 6,69, should be 6.96'])
  })

  test('a p no way of computing reaches disagrees, and the ways are told', () => {
    const findings = audit(withLine(clean, cells, '1,,chi2.p,"≤ 0,05"', '1,,chi2.p,"≤ 0,01"'))
    expect(findings.find(({ cell }) => cell === 'chi2.p')).toMatchObject({
      verdict: 'disagrees',
      recomputed: '0.011–0.068',
      reason: {
        code: 'p-not-met',
        values: { ways: 'χ² 0.031, G² 0.011, exact χ² 0.068, exact G² 0.068, Fisher 0.068' },
      },
    })
  })

  test('a p printed looser than every way gives disagrees where the study has levels', () => {
    // `p ≤ 0,05` for a table whose every p is below 0.01 would have been printed as 0,01.
    expect(planted('2,,gamma.p,"≤ 0,01"', '2,,gamma.p,"≤ 0,5"')).toEqual([
      '2 gamma.p: ≤ 0,5, should be <0.0001–0.01',
    ])
  })

  test('what is said in words is held against the counts', () => {
    expect(
      planted('1,,much_vs_none.says,"higher, significant"', '1,,much_vs_none.says,"lower, significant"'),
    ).toEqual(['1 much_vs_none.says: lower, significant, should be + p <0.0001–0.048'])
  })

  test('in an n is blamed on the cell that contradicts the units, the tables and the other n', () => {
    expect(planted('3,greening/recess,n,15', '3,greening/recess,n,16')).toEqual([
      '3 greening/recess/n: 16, should be 15',
    ])
    expect(planted('3,grant/recess,n,10', '3,grant/recess,n,11')).toEqual([
      '3 grant/recess/n: 11, should be 10',
    ])
  })

  test('an n that more than one number fits must lie among them', () => {
    expect(planted('3,grant/games,n,9', '3,grant/games,n,10')).toEqual([])
    expect(planted('3,grant/games,n,9', '3,grant/games,n,8')).toEqual(['3 grant/games/n: 8, should be 9–10'])
  })

  test('two n of the same units that differ are named together if nothing else tells', () => {
    const findings = audit(withLine(clean, cells, '3,noise/games,n,14', '3,noise/games,n,13'))
    const [finding, ...more] = findings.filter(({ verdict }) => verdict === 'disagrees')
    expect(more).toEqual([])
    expect(finding.reason.values?.suspects).toBe('3 greening/games/n; 3 noise/games/n')
    const addresses = findings.map(({ table, cell }) => `${table} ${cell}`)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(finding).toMatchObject({ cell: 'greening/games/n', printed: '14', recomputed: '13' })
  })

  test('in a matrix of findings too many stars, a wrong sign and a wrong letter disagree', () => {
    expect(planted('4,greening/recess,finding,*', '4,greening/recess,finding,***')).toHaveLength(1)
    expect(planted('4,noise/recess,finding,(+)**', '4,noise/recess,finding,(-)**')[0]).toMatch(
      /^4 noise\/recess\/finding: \(-\)\*\*/,
    )
    expect(
      planted('4,greening_much/recess,finding,(+) a', '4,greening_much/recess,finding,(-) a')[0],
    ).toMatch(/^4 greening_much\/recess\/finding/)
  })

  test('stars that one way of computing gives agree, whichever way it is', () => {
    // Two-sided p of table 1 lie on both sides of 0.01 and of 0.05.
    expect(planted('4,greening/recess,finding,*', '4,greening/recess,finding,**')).toHaveLength(1)
    const { reason } = audit(clean).find(({ cell }) => cell === 'greening/recess/finding')!
    expect(reason.values?.ways).toMatch(/χ² 0\.031/)
  })

  test('in a unit’s category is found by the margins of the cross tables and names the units', () => {
    const findings = audit(withLine(clean, 'units/school.csv', 'S06,B,120,-,-,2', 'S06,B,120,-,-,3')).filter(
      ({ verdict }) => verdict === 'disagrees',
    )
    expect(findings).toHaveLength(1)
    expect(findings[0].reason.values?.suspects).toContain('schools S06/noise')
  })

  test('a category the codebook does not have is out of range', () => {
    expect(planted('S06,B,120,-,-,2', 'S06,B,120,-,-,7', 'units/school.csv')).toEqual([
      'schools S06/noise: 7, should be 1 / 2',
    ])
  })

  test('a quotient outside what its rounded parts allow is blamed; one digit inside it is not', () => {
    expect(planted('S02,A,180,360.900,2.005,2', 'S02,A,180,360.900,2.205,2', 'units/school.csv')).toEqual([
      'schools S02/grant_per_pupil: 2.205, should be 2005',
    ])
    expect(planted('S02,A,180,360.900,2.005,2', 'S02,A,180,360.900,2.009,2', 'units/school.csv')).toEqual([])
  })

  test('a quotient where there is nothing to divide disagrees', () => {
    expect(planted('S05,B,150,-,-,1', 'S05,B,150,-,70,1', 'units/school.csv')[0]).toMatch(
      /^schools S05\/grant_per_pupil: 70/,
    )
  })

  test('tables that count the same units must have the same n', () => {
    expect(planted('6,no,count,2 (20 %)', '6,no,count,3 (20 %)')).toEqual([
      '6 no/count: 3 (20 %), should be 2',
    ])
    expect(planted('5,few/after,count,4 (40 %)', '5,few/after,count,4 (45 %)')).toEqual([
      '5 few/after/percent: 4 (45 %), should be 40',
    ])
  })

  test('a figure in text is held against the cells it rests on', () => {
    const claims = 'published/claims.yaml'
    expect(planted("    printed: '53'", "    printed: '35'", claims)).toEqual([
      'text long_recess: 35, should be 53',
    ])
    expect(planted("    denominator: '15'", "    denominator: '16'", claims)).toEqual([
      'text long_recess/denominator: 16, should be 15',
    ])
    expect(planted("    printed: '6'", "    printed: '9'", claims)).toEqual([
      'text no_more_than_loud: 9, should be ≤ 8',
    ])
  })

  test('a round figure in text may be rounded, to its last digit that is not a zero', () => {
    const finding = audit(clean).find(({ cell }) => cell === 'grant_span')
    expect([finding?.verdict, finding?.recomputed]).toEqual(['agrees_within_rounding', '582770'])
    expect(planted("    printed: '580000'", "    printed: '590000'", 'published/claims.yaml')).toEqual([
      'text grant_span: 590000, should be 582770',
    ])
  })
})

describe('two misprints at once', () => {
  test('are both found and both repaired', () => {
    const twice = withLine(
      withLine(clean, cells, '1,none/short,count,4', '1,none/short,count,7'),
      cells,
      '2,loud/long,percent,"(87,5 %)"',
      '2,loud/long,percent,"(78,5 %)"',
    )
    expect(disagreements(audit(twice))).toEqual([
      '1 none/short/count: 7, should be 4',
      '2 loud/long/percent: (78,5 %), should be 87.5',
    ])
  })
})
