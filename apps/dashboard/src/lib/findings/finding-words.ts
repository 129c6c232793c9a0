import { type Study, suppressionInWords, toQuery } from '@pejling/indicators'
import type {
  ComputedFinding,
  DesignP,
  Finding,
  Findings,
  MatrixColumn,
  MatrixRow,
} from '@pejling/association'
import { signs } from '#lib/audit/verdicts.ts'
import type { FindingMark } from '#lib/figures/findings-figure.ts'
import { auditLink, cellAnchor } from '#lib/relation/cell-links.ts'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** A matrix's row in words: a category stands behind its variable. */
export function rowName({ label, variable, category }: MatrixRow, words: Words): string {
  return category ? `${words.text(variable.label)}: ${words.text(label)}` : words.text(label)
}

/** `Tildelingsmodel samlet × systematik i opsporing` */
export function pairName(row: MatrixRow, column: MatrixColumn, words: Words): string {
  return `${rowName(row, words)} × ${inSentence(words.text(column.label))}`
}

/** `Gamma 0,61` or `Cramérs V 0,30`. */
export function measureInWords({ measure, estimate }: ComputedFinding, words: Words): string {
  return words.say(`findings.measure.${measure}`, { value: words.number(estimate, 2) })
}

/** p by the design: one number, a range, or that it cannot be said. */
export function designInWords(design: DesignP, words: Words): string {
  if (design.kind === 'unknown') return words.say('findings.design.unknown')
  if (design.smallest === design.largest) return words.p(design.smallest)
  return `${words.p(design.smallest)}–${words.p(design.largest)}`
}

/** Why nothing is computed, in words. */
export function reasonInWords({ because }: Finding, study: Study, words: Words): string {
  if (!because) return words.say('findings.because.waiting')
  if (because.code !== 'hidden') return words.say(`findings.because.${because.code}`)
  const units = study.units.find(({ id }) => id === because.why.values.unit)?.plural
  return words.text(suppressionInWords(because.why, units ?? { da: 'enheder', en: 'units' }))
}

/** Where the numbers of a cell are told in full. */
export function relationOfFinding(
  { x, y, round }: ComputedFinding,
  study: string,
  edition: string | undefined,
): string {
  const where = round === undefined ? [] : [{ variable: 'round', values: [round] }]
  return `/relations${toQuery({ study, x, y, where, ...(edition && { edition }) })}`
}

/** Where a printed cell is audited. */
export function auditOfFinding({ printed }: Finding, study: string, edition?: string): string | undefined {
  return printed && auditLink(study, cellAnchor(printed.table, printed.cell), edition)
}

/** Is p below the level by the design, only if units are taken one by one, or not? */
export function belowLevel({ naive, design }: ComputedFinding, level: number): FindingMark['below'] {
  const byUnits = naive !== undefined && naive.p < level
  if (!design) return byUnits ? 'design' : 'no'
  if (design.kind !== 'unknown' && design.largest < level) return 'design'
  return byUnits ? 'naive' : 'no'
}

/** The cells of the matrix as the figure draws them. */
export function findingMarks(
  { cells, rows, columns, level, study }: Findings,
  edition: string | undefined,
  words: Words,
): FindingMark[] {
  return cells.flatMap((line, row) =>
    line.flatMap((finding, column): FindingMark[] => {
      if (!finding) return []
      const { printed, computed } = finding
      const name = pairName(rows[row], columns[column], words)
      const shown = printed?.printed.trim() ?? ''
      const said = [
        ...(printed
          ? [words.say('findings.door.printed', { printed: shown || words.say('findings.nothing') })]
          : []),
        ...(printed && (shown || printed.verdict === 'disagrees')
          ? [words.say(`audit.verdict.${printed.verdict}`)]
          : []),
        ...(computed ? numbersInWords(finding.analysis, computed, words) : [words.say('findings.door.none')]),
      ]
      return [
        {
          ...{ row, column, printed: shown, wrong: printed?.verdict === 'disagrees' },
          verdict: shown || printed?.verdict === 'disagrees' ? signs[printed!.verdict] : '',
          ...(computed && { estimate: computed.estimate, ...computed.interval }),
          below: computed ? belowLevel(computed, level) : 'no',
          p: computed ? shortP(computed, words) : '',
          door: {
            href: computed
              ? relationOfFinding(computed, study, edition)
              : auditOfFinding(finding, study, edition),
            words: `${name}: ${said.join('; ')}`,
          },
        },
      ]
    }),
  )
}

function numbersInWords(isAnalysis: boolean, computed: ComputedFinding, words: Words): string[] {
  const { interval, naive, design } = computed
  return [
    measureInWords(computed, words) +
      (interval
        ? ` (${words.say('statistics.interval', { lower: words.number(interval.lower, 2), upper: words.number(interval.upper, 2) })})`
        : ''),
    ...(naive ? [words.pEquation(naive.p)] : []),
    ...(design && isAnalysis ? [words.say('findings.door.design', { p: designInWords(design, words) })] : []),
  ]
}

/** The p that counts: by the design where there is one. */
function shortP({ naive, design }: ComputedFinding, words: Words): string {
  if (design && design.kind !== 'unknown') return `p ${designInWords(design, words)}`
  return naive ? `p ${words.p(naive.p)}` : ''
}
