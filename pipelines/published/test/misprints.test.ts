import { parseStudyFolder } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { audit, disagreements, studyFiles } from './study-folder.ts'

/** One digit of the first number in a printed text turned into another; which one depends on the line only. */
function misprint(line: string, seed: number): string | undefined {
  const digits = [...line.matchAll(/\d/g)].map(({ index }) => index)
  if (digits.length === 0) return undefined
  const at = digits[seed % digits.length]
  const other = (Number(line[at]) + 1 + (seed % 9)) % 10
  return line.slice(0, at) + other + line.slice(at + 1)
}

/** Every misprint of a digit in one file's cells, one for each line that `wanted` picks. */
function* misprints(study: string, path: string, wanted: (line: string) => boolean, every = 1) {
  const files = studyFiles(study)
  const file = files.find((file) => file.path === path)!
  const lines = file.text.split('\n')
  for (const [number, line] of lines.entries()) {
    if (!wanted(line) || number % every !== 0) continue
    const [, place, measure, printed] = /^[^,]+,([^,]*),([^,]+),(.*)$/.exec(line)!
    const changed = misprint(printed, number)
    if (changed === undefined) continue
    const text = lines.with(number, line.slice(0, line.length - printed.length) + changed).join('\n')
    const where = `${line.split(',')[0]} ${place ? `${place}/` : ''}${measure}`
    yield { where, printed, changed, files: files.map((other) => (other === file ? { path, text } : other)) }
  }
}

/** The disagreements a misprint adds, and whether they blame the cell or name it among those at fault. */
function effect(
  before: Set<string>,
  { where, files }: { where: string; files: ReturnType<typeof studyFiles> },
) {
  const findings = audit(files).filter(({ verdict }) => verdict === 'disagrees')
  const fresh = findings.filter((finding) => !before.has(disagreements([finding])[0]))
  const places = new Set([where, where.replace(/count$/, 'percent')])
  const isHere = ({ table, cell }: (typeof findings)[number]) => places.has(`${table} ${cell}`)
  const names = ({ reason }: (typeof findings)[number]) =>
    String(reason.values?.suspects ?? '')
      .split('; ')
      .some((suspect) => places.has(suspect))
  return {
    found: fresh.some((finding) => isHere(finding) || names(finding)),
    // Who is told without naming the cell that was put wrong is told without reason.
    alarms: fresh
      .filter((finding) => !isHere(finding) && !names(finding))
      .map((finding) => disagreements([finding])[0]),
  }
}

const isCrossTableCount = (line: string) => /^3\.\d,[a-z_]+\/[a-z_]+,count,/.test(line)
const isCrossTablePercent = (line: string) => /^3\.\d,[a-z_]+\/[a-z_]+,percent,/.test(line)
const isStatistic = (line: string) => /^3\.\d,,(gamma|chi2),/.test(line)
const isCourseCount = (line: string) => /^\d+,[^,]+,(count|started|finished),/.test(line)

describe.each([
  ['kora-2017', 'a count of a cross table', isCrossTableCount, 3],
  ['kora-2017', 'a percentage of a cross table', isCrossTablePercent, 5],
  ['kora-2017', 'a statistic', isStatistic, 1],
  ['smaabornsteam-2020', 'a count', isCourseCount, 4],
] as const)('in %s one wrong digit in %s', (study, _, wanted, every) => {
  test('is found, and nothing is told that does not name it', () => {
    const before = new Set(disagreements(audit(studyFiles(study))))
    let tried = 0
    for (const planted of misprints(study, 'published/cells.csv', wanted, every)) {
      const { found, alarms } = effect(before, planted)
      expect({ ...planted, files: undefined, found, alarms }).toEqual({
        ...planted,
        files: undefined,
        found: true,
        alarms: [],
      })
      tried++
    }
    expect(tried).toBeGreaterThan(7)
  }, 60_000)
})

describe('the printed studies', () => {
  test('the evaluation of 2020 agrees with itself throughout', () => {
    expect(disagreements(audit(studyFiles('smaabornsteam-2020')))).toEqual([])
  })

  test('what the report of 2017 should have printed leaves no disagreement among its numbers', () => {
    const files = studyFiles('kora-2017')
    const findings = audit(files)
    const mended = files.map(({ path, text }) => {
      const lines = text.split('\n')
      for (const { verdict, file, line, printed, recomputed, reason } of findings) {
        const isNumber = /^\d+(\.\d+)?$/.test(recomputed ?? '')
        if (verdict !== 'disagrees' || file !== path || !isNumber || path !== 'published/cells.csv') continue
        if (reason.code.startsWith('p-')) continue
        const shown = recomputed!.replace('.', ',')
        lines[line - 1] = printed
          ? lines[line - 1].replace(printed, printed.replace(/[\d,]+/, shown))
          : `${lines[line - 1]}${shown}`
      }
      return { path, text: lines.join('\n') }
    })
    const left = audit(mended).filter(
      ({ verdict, file }) => verdict === 'disagrees' && file === 'published/cells.csv',
    )
    expect(left.map(({ rule }) => rule).filter((rule) => !['p-value', 'finding'].includes(rule))).toEqual([])
    expect(audit(mended).filter(({ verdict }) => verdict === 'disagrees').length).toBeLessThan(
      findings.filter(({ verdict }) => verdict === 'disagrees').length / 1.5,
    )
  })

  test.each(['kora-2017', 'smaabornsteam-2020', 'kora-2017-synthetic'])(
    'each printed thing of %s has exactly one finding, with its file and line',
    (study) => {
      const files = studyFiles(study)
      const { cells, claims } = parseStudyFolder(files)
      const findings = audit(files)
      const addresses = findings.map(({ table, cell }) => `${table} ${cell}`)
      expect(new Set(addresses).size).toBe(addresses.length)
      const parts = claims.flatMap(({ numerator, denominator }) => [numerator, denominator]).filter(Boolean)
      expect(findings).toHaveLength(cells.length + claims.length + parts.length)
      for (const { file, line, printed } of findings) {
        const text = files.find(({ path }) => path === file)?.text.split('\n')[line - 1] ?? ''
        if (file !== 'published/claims.yaml') expect(text).toContain(printed)
      }
    },
  )
})
