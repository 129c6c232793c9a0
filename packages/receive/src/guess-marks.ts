import type { Choices, Guess, Problem, ReceivedColumn } from '@pejling/indicators'

/**
 * How numbers and dates are written, told from cells that can be read one way only: `0,5` has a decimal comma, `1.234,5` dots
 * between thousands, `31-12-2025` the day first. Where no cell shows it nothing is guessed, and the codebook's word holds.
 */
export function guessMarks(rows: string[][], chosen: Choices): Guess[] {
  const cells = rows.flat().map((cell) => cell.trim())
  const decimal = decimalOf(cells)
  const point = (chosen.decimal as string | undefined) ?? decimal?.mark
  const thousands = point === undefined ? undefined : thousandsOf(cells, point)
  const order = dateOrderOf(cells)
  return [
    guessOf('decimal', chosen, decimal?.mark, shown(decimal?.cell), [',', '.']),
    guessOf('thousands', chosen, thousands?.mark, shown(thousands?.cell), ['', '.', ',', ' ']),
    guessOf('dateOrder', chosen, order?.order, order && (order.cell ? shown(order.cell) : unsure), [
      'dmy',
      'mdy',
      'ymd',
    ]),
  ]
}

/** The value of a guess that is none: the codebook's word holds. It is no choice. */
export const asCodebook = 'codebook'

/** What guesses come to as choices. */
export function chosenBy(guesses: Guess[]): Choices {
  return Object.fromEntries(
    guesses.flatMap(({ what, value }) => (value === asCodebook ? [] : [[what, value]])),
  )
}

function guessOf(
  what: 'decimal' | 'thousands' | 'dateOrder',
  chosen: Choices,
  found: string | undefined,
  why: Guess['why'] | undefined,
  all: string[],
): Guess {
  const value = chosen[what] ?? found ?? asCodebook
  const alternatives = all.filter((other) => other !== value)
  if (chosen[what] !== undefined)
    return { what, value, why: said, alternatives: [...alternatives, asCodebook], chosen: true }
  return { what, value, why: why ?? notShown, alternatives }
}

/** What all cells of a column are that were looked at. */
export function typeOf(cells: string[]): ReceivedColumn['type'] {
  const there = cells.map((cell) => cell.trim()).filter(Boolean)
  if (there.length === 0) return undefined
  // 0851 is a name of something, not a number.
  if (there.every((cell) => /^[-+]?(0|[1-9]\d*|[1-9]\d{0,2}([. ,]\d{3})+)([.,]\d+)?$/.test(cell)))
    return 'number'
  if (there.every((cell) => /^(\d{4}-\d\d-\d\d|\d{1,2}[-./]\d{1,2}[-./]\d{4})$/.test(cell))) return 'date'
  if (there.every((cell) => /^(\d{4}-\d\d-\d\d|\d{1,2}[-./]\d{1,2}[-./]\d{4})[T ]\d\d[:.]\d\d/.test(cell)))
    return 'datetime'
  return 'text'
}

/** Texts that Excel turned into dates: `01-feb` among `5-10`; told, since what stood there is lost. */
export function excelDates(
  file: string,
  columns: ReceivedColumn[],
  rows: string[][],
  from: number,
): Problem[] {
  return columns.flatMap(({ name }, at): Problem[] => {
    const cells = rows.map((cells) => (cells[at] ?? '').trim())
    const made = cells.flatMap((cell, row) => (monthCell.test(cell) ? [row] : []))
    if (made.length === 0 || made.length === cells.filter(Boolean).length) return []
    return [
      {
        ...{ file, row: from + made[0], heading: name, rule: 'excel-date', severity: 'warns' },
        message: `expected texts, found days such as ${cells[made[0]]}; a spreadsheet may have made them of 1-2`,
        ...(made.length > 1 && { count: made.length }),
      },
    ]
  })
}

const months = 'jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec'
const monthCell = new RegExp(`^(\\d{1,2}[-. ]+(${months})\\.?|(${months})\\.?[- ]+\\d{2})$`, 'i')
const said = { da: 'Valgt.', en: 'Chosen.' }
const unsure = {
  da: 'Ingen dato viser det; sådan skrives datoer på dansk.',
  en: 'No date shows it; this is how dates are written in Danish.',
}

const notShown = {
  da: 'Ingen celle viser det; kodebogen gælder.',
  en: 'No cell shows it; the codebook holds.',
}

function shown(cell: string | undefined): Guess['why'] | undefined {
  return cell === undefined ? undefined : { da: `Der står ${cell}.`, en: `It says ${cell}.` }
}

/** A mark with other than three digits after it, or the last of two kinds, is the decimal mark; the most common wins. */
function decimalOf(cells: string[]): { mark: string; cell: string } | undefined {
  const found = new Map<string, { n: number; cell: string }>()
  for (const cell of cells) {
    const [, mark] =
      /^[-+]?\d{1,3}(?:[. ]\d{3})+(,)\d+$/.exec(cell) ??
      /^[-+]?\d{1,3}(?:[, ]\d{3})+(\.)\d+$/.exec(cell) ??
      /^[-+]?\d+([.,])(?:\d{1,2}|\d{4,})$/.exec(cell) ??
      /^[-+]?(?:0|\d{4,})([.,])\d+$/.exec(cell) ??
      []
    if (mark) found.set(mark, { n: (found.get(mark)?.n ?? 0) + 1, cell: found.get(mark)?.cell ?? cell })
  }
  const [best] = [...found].sort((a, b) => b[1].n - a[1].n)
  return best && { mark: best[0], cell: best[1].cell }
}

function thousandsOf(cells: string[], decimal: string): { mark: string; cell: string } | undefined {
  for (const mark of decimal === ',' ? ['.', ' '] : [',', ' ']) {
    const grouped = new RegExp(`^[-+]?[1-9]\\d{0,2}([${mark}]\\d{3})+([${decimal}]\\d+)?$`)
    const cell = cells.find((text) => grouped.test(text))
    if (cell) return { mark, cell }
  }
  return undefined
}

function dateOrderOf(cells: string[]): { order: string; cell?: string } | undefined {
  let any = false
  for (const cell of cells) {
    const [, first, second] = /^(\d{1,2})[-./](\d{1,2})[-./]\d{4}(?:\D|$)/.exec(cell) ?? []
    if (!first) continue
    any = true
    if (Number(first) > 12 && Number(second) <= 12) return { order: 'dmy', cell }
    if (Number(second) > 12 && Number(first) <= 12) return { order: 'mdy', cell }
  }
  if (any) return { order: 'dmy' }
  const iso = cells.find((cell) => /^\d{4}-\d\d-\d\d(?:\D|$)/.test(cell))
  return iso ? { order: 'ymd', cell: iso } : undefined
}
