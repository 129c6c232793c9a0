import {
  cellAddress,
  type ParsedStudy,
  printedNumber,
  printedP,
  type PrintedStatistic,
} from '@pejling/indicators'
import { chiSquare, goodmanKruskalGamma } from '@pejling/statistics'
import { type Fact, factKey, type Facts } from '../fact.ts'
import { standing, type Threshold } from '../levels.ts'
import { type Contrast, contrastOf, logitContrast } from '../contrast.ts'
import { pRange, pWays, type Tested, type Way, waysInWords } from '../p-ways.ts'
import { compare, type Read, roundTo, type Rule } from '../rule.ts'
import { countsOf, type CrossTable } from './cross-tables.ts'

const symbols = { gamma: 'gamma', chi2: 'χ²' }

/** Statistics printed beside a cross table, computed anew from its counts: their value, their p, what they say. */
export function rulesOfStatistics({ study }: ParsedStudy, tables: CrossTable[], facts: Facts): Rule[] {
  const levels = study?.design.levels ?? []
  const reporting = study?.design.reportingLevel ?? 0.05
  return tables.flatMap((table) =>
    (table.cube.table.statistics ?? []).flatMap((statistic): Rule[] => {
      if (statistic.x !== undefined || statistic.y !== undefined) return []
      const fact = (part: string) =>
        facts.get(
          factKey(
            table.cube.table.id,
            cellAddress(table.cube.table, { at: {}, measure: statistic.id + part }),
          ),
        )
      const [value, p, says] = [fact(''), fact('.p'), fact('.says')]
      const ways = (read: Read) => waysOf(table, statistic, read)
      return [
        ...(value ? valueRule(table, statistic, value) : []),
        ...(p ? pRule(table, p, ways, levels) : []),
        ...(says ? [saysRule(table, says, (read) => seen(table, statistic, read), reporting)] : []),
      ]
    }),
  )
}

function valueRule(table: CrossTable, { statistic }: PrintedStatistic, fact: Fact): Rule[] {
  if (statistic !== 'gamma' && statistic !== 'chi2') return []
  const compute = (read: Read) => {
    const counts = countsOf(table.body, read)
    if (!counts) return undefined
    return (statistic === 'gamma' ? goodmanKruskalGamma(counts) : chiSquare(counts)).estimate
  }
  return [
    {
      name: statistic,
      table: fact.table,
      address: fact.cell,
      parts: [fact.key, ...table.body.flat()],
      result: fact.key,
      checks: [fact.key],
      test: (read) => {
        const [printed, computed] = [read(fact.key), compute(read)]
        if (computed === undefined) return 'idle'
        return printed === undefined ? 'open' : compare(printed, computed, fact.halfUnit)
      },
      repairs: (key, read) => {
        const computed = compute(read)
        return key === fact.key && computed !== undefined ? [roundTo(computed, fact.halfUnit)] : []
      },
      explain: (read) => {
        const computed = compute(read)
        const gives = computed === undefined ? '?' : computed.toFixed(4)
        return {
          reason: { code: 'statistic', values: { statistic: symbols[statistic], gives } },
          expected: gives,
        }
      },
    },
  ]
}

function pRule(table: CrossTable, fact: Fact, ways: (read: Read) => Way[], levels: number[]): Rule[] {
  const printed = printedP(fact.printed)
  const number = printed && printedNumber(printed.value)
  const threshold: Threshold | undefined = number && { relation: printed.relation, ...number }
  return [
    {
      name: 'p-value',
      table: fact.table,
      address: fact.cell,
      parts: [fact.key, ...table.body.flat()],
      result: fact.key,
      checks: [fact.key],
      test: (read) => {
        const found = ways(read)
        if (found.length === 0 || givenUp(fact, read)) return 'idle'
        return threshold && standing(found, threshold, levels) === 'met' ? 'exact' : 'broken'
      },
      explain: (read) => {
        const found = ways(read)
        const how = threshold ? standing(found, threshold, levels) : 'unreadable'
        return {
          reason: {
            code: `p-${how}`,
            values: { ways: waysInWords(found), range: pRange(found), levels: levels.join(', ') },
          },
          expected: pRange(found),
        }
      },
    },
  ]
}

/** What the counts show for the sake of words: the ways to a p, and the direction. */
type Seen = { ways: Way[]; direction: number }

function saysRule(
  table: CrossTable,
  fact: Fact,
  look: (read: Read) => Seen | undefined,
  reporting: number,
): Rule {
  const words = fact.printed.split(',').map((word) => word.trim().toLowerCase())
  const holds = ({ ways, direction }: Seen) =>
    words.every((word) => {
      switch (word) {
        case 'significant':
          return ways.some(({ p }) => p < reporting)
        case 'not significant':
          return ways.some(({ p }) => p >= reporting)
        case 'higher':
        case 'positive':
          return direction > 0
        case 'lower':
        case 'negative':
          return direction < 0
        default:
          return false
      }
    })
  return {
    name: 'says',
    table: fact.table,
    address: fact.cell,
    parts: [fact.key, ...table.body.flat()],
    result: fact.key,
    checks: [fact.key],
    test: (read) => {
      const found = look(read)
      if (!found || found.ways.length === 0 || givenUp(fact, read)) return 'idle'
      return holds(found) ? 'exact' : 'broken'
    },
    explain: (read) => {
      const found = look(read)
      return {
        reason: { code: 'says', values: { ways: waysInWords(found?.ways ?? []), level: reporting } },
        expected: `${(found?.direction ?? 0) >= 0 ? '+' : '−'} p ${pRange(found?.ways ?? [])}`,
      }
    },
  }
}

function waysOf(table: CrossTable, { statistic, contrast }: PrintedStatistic, read: Read): Way[] {
  const counts = countsOf(table.body, read)
  if (!counts) return []
  if (contrast) return contrasted(table, statistic, contrast, counts).ways
  return pWays(counts, testedBy(statistic))
}

function seen(table: CrossTable, statistic: PrintedStatistic, read: Read): Seen | undefined {
  const counts = countsOf(table.body, read)
  if (!counts) return undefined
  if (statistic.contrast) return contrasted(table, statistic.statistic, statistic.contrast, counts)
  return { ways: waysOf(table, statistic, read), direction: goodmanKruskalGamma(counts).estimate ?? 0 }
}

function contrasted(
  { rows }: CrossTable,
  statistic: string,
  contrast: [string, string],
  counts: number[][],
): Contrast {
  const [one, other] = contrast.map((id) => rows.indexOf(id))
  return (statistic === 'ordered_logit' ? logitContrast : contrastOf)(counts, one, other)
}

function testedBy(statistic: string): Tested {
  return statistic === 'gamma' || statistic === 'chi2' ? statistic : 'any'
}

/** Words hold no number; they are given up by reading as not a number at all. */
export function givenUp(fact: Fact, read: Read): boolean {
  return Number.isNaN(read(fact.key) ?? 0)
}
