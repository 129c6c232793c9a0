import type { Claim, Expression, ParsedStudy } from '@pejling/indicators'
import { factKey, type Fact, type Facts, textTable } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { limitRule } from '../rules/limit-rule.ts'
import { rangeOfRule } from '../rules/range-of-rule.ts'
import { percentRule } from '../rules/percent-rule.ts'
import { sumRule } from '../rules/sum-rule.ts'
import { shareRule } from '../rules/share-rule.ts'
import type { Cube } from './table-cells.ts'
import { expressionSums, inWords } from './expression-sums.ts'
import type { UnitRows } from './unit-rows.ts'

/** Figures in running text, held against the cells, units and other figures they should follow from. */
export function rulesOfClaims(
  parsed: ParsedStudy,
  cubes: Cube[],
  rowsOf: (unit: string) => UnitRows | undefined,
  facts: Facts,
): Rule[] {
  const { claims, variables } = parsed
  const sumOf = expressionSums(parsed, cubes, rowsOf)
  return claims.flatMap((claim) => {
    const printed = facts.get(factKey(textTable, claim.id))!
    const part = facts.get(factKey(textTable, `${claim.id}/numerator`))
    const whole = facts.get(factKey(textTable, `${claim.id}/denominator`))
    return [
      ...whatItIs(claim, printed),
      ...limits(claim, printed),
      ...partsOf(claim, part, whole),
      ...shareOf(claim, printed, part, whole),
      ...ends(claim, printed),
    ]
  })

  function whatItIs(claim: Claim, printed: Fact): Rule[] {
    const { is } = claim
    if (!is || printed.kind !== 'number') return []
    if ('share' in is) {
      const [part, whole] = is.share.map(sumOf)
      return part && whole
        ? [
            shareRule({
              table: textTable,
              address: claim.id,
              percent: printed.key,
              halfUnit: printed.halfUnit,
              part,
              whole,
            }),
          ]
        : []
    }
    return equal('claim', claim.id, printed, is, roundingInText(printed))
  }

  function equal(name: string, address: string, printed: Fact, is: Expression, tolerance = 0): Rule[] {
    const sum = sumOf(is)
    if (!sum) return []
    // A difference only tells about the figure; a sum tells about everything in it.
    const adds = sum.terms.every(({ sign, counts }) => sign > 0 && !counts)
    return [
      sumRule({
        name,
        table: textTable,
        address,
        terms: [...sum.terms, { key: printed.key, sign: -1 }],
        constant: sum.constant,
        result: printed.key,
        tolerance,
        checks: adds ? undefined : [printed.key],
        reason: { code: 'claim', values: { from: inWords(is) } },
      }),
    ]
  }

  function limits(claim: Claim, printed: Fact): Rule[] {
    const most = claim.atMost && sumOf(claim.atMost)
    if (!most || printed.kind !== 'number') return []
    return [
      limitRule({
        name: 'claim',
        table: textTable,
        address: claim.id,
        lower: [{ key: printed.key, sign: 1 }],
        upper: most.terms,
        slack: most.constant,
        result: printed.key,
      }),
    ]
  }

  function partsOf(claim: Claim, part: Fact | undefined, whole: Fact | undefined): Rule[] {
    return [
      ...(claim.parts && part ? equal('claim', part.cell, part, claim.parts) : []),
      ...(claim.outOf && whole ? equal('claim', whole.cell, whole, claim.outOf) : []),
    ]
  }

  function shareOf(claim: Claim, printed: Fact, part: Fact | undefined, whole: Fact | undefined): Rule[] {
    if (claim.measure !== 'percent' || printed.kind !== 'number' || !part || !whole) return []
    const { key: percent, halfUnit } = printed
    return [
      percentRule({
        table: textTable,
        address: claim.id,
        percent,
        halfUnit,
        part: [part.key],
        base: [whole.key],
      }),
    ]
  }

  function ends(claim: Claim, printed: Fact): Rule[] {
    const [low, high] = claim.range ?? []
    const [, from, to] = /^([\d.,]+)\s*[-–]\s*([\d.,]+)$/.exec(printed.printed) ?? []
    const [first, last] = [from, to].map((text) => Number(text?.replace(',', '.')))
    if (!low || !high || !('lowest' in low) || !('highest' in high)) return []
    const variable = variables.find(({ id }) => id === low.of)
    const keys =
      variable &&
      rowsOf(low.lowest)
        ?.values(variable)
        ?.flatMap(({ key }) => key ?? [])
    return keys?.length ? [rangeOfRule(textTable, claim.id, printed.key, [first, last], keys)] : []
  }
}

/** A round figure in running text may stand for one nearby: 13000 for anything from 12500 to 13500. */
function roundingInText({ value, halfUnit }: Fact): number {
  if (!value || halfUnit < 0.5) return halfUnit < 0.5 ? halfUnit : 0
  const zeros = /0*$/.exec(String(Math.abs(value)))![0].length
  return zeros >= 2 ? 10 ** zeros / 2 : 0
}
