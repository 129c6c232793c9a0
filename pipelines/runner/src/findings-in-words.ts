import type { ComputedFinding, DesignP, Finding, FindingCount, Findings } from '@pejling/association'
import { aligned, shown, shownP } from './output.ts'

/** A matrix of findings in lines of English: a line for each cell, then what chance alone would give. */
export function findingsInWords(found: Findings): string {
  if (found.hidden) return 'hidden: the figures of this study have not been released yet'
  const cells = found.cells.flat().filter((cell) => cell !== undefined)
  if (!cells.length)
    return `${found.study}: nothing to look at: no variable of structure or process is seen with one of process or outcome`
  const head = ['explanatory', 'dependent', ...(found.table ? ['printed', 'verdict'] : [])]
  const numbers = ['n', 'measure', '95 %', 'p', 'p by design', 'Holm', 'B–H']
  const rows = cells.map((cell) => [
    ...[cell.row, cell.column],
    ...(found.table ? [cell.printed?.printed || '–', verdictOf(cell)] : []),
    ...(cell.computed ? numbersOf(cell.computed) : [reasonOf(cell), '', '', '', '', '', '']),
  ])
  const source = found.table
    ? `${found.table.place}: ${found.table.title.en}`
    : 'no printed matrix; all pairs'
  const round = found.round === undefined ? '' : `, round ${found.round}`
  return [
    `${found.study}, ${source}${round}`,
    aligned([[...head, ...numbers], ...rows]),
    ...(found.leftOut ? [`${found.leftOut} more were left out`] : []),
    ...countsInWords(found),
  ].join('\n')
}

function verdictOf({ printed }: Finding): string {
  return printed?.verdict.replaceAll('_', ' ') ?? '–'
}

function numbersOf({ n, measure, estimate, interval, naive, design, adjusted }: ComputedFinding): string[] {
  return [
    String(n),
    `${measure === 'gamma' ? 'gamma' : 'V'} ${shown(estimate)}`,
    interval ? `${shown(interval.lower)} to ${shown(interval.upper)}` : '–',
    shownP(naive?.p),
    design ? designInWords(design) : 'not assigned',
    shownP(adjusted?.naive?.holm),
    shownP(adjusted?.naive?.benjaminiHochberg),
  ]
}

function designInWords(design: DesignP): string {
  if (design.kind === 'unknown') return 'cannot be said'
  const [smallest, largest] = [shownP(design.smallest), shownP(design.largest)]
  return smallest === largest ? smallest : `${smallest}–${largest}`
}

function reasonOf({ because }: Finding): string {
  return because?.code.replaceAll('-', ' ') ?? '–'
}

function countsInWords({ counts, level }: Findings): string[] {
  if (!counts) return []
  const line = (name: string, { looks, known, found, possible, expected, atLeastFound }: FindingCount) =>
    `${name}: ${found}${possible ? ` (${possible} more possible)` : ''} of ${looks} analyses with p < ${level}` +
    `${known < looks ? `, ${looks - known} not known` : ''}; chance alone gives ${shown(expected, 1)}, and so many or more ` +
    `with probability ${shown(atLeastFound)} if they were independent`
  return [
    ...(counts.printed ? [line('printed', counts.printed)] : []),
    line('computed', counts.naive),
    line('by design', counts.design),
  ]
}
