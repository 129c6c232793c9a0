export type LabelledTable = { rows?: string[]; columns?: string[]; counts: number[][] }

/**
 * A cross table from text: JSON (`[[5, 3], [2, 8]]` or `{"counts": …, "rows": […], "columns": […]}`), or delimited by
 * tab, semicolon or comma, with or without a header and row labels. With semicolons or tabs a comma is a decimal mark.
 *
 * @throws `table.csv:3: expected a count, found x`, `table.csv: expected 3 columns in row 2, found 2`
 */
export function readTable(text: string, name: string): LabelledTable {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (!trimmed) throw new Error(`${name}: expected a table, found nothing`)
  const table = /^[[{]/.test(trimmed) ? fromJson(trimmed, name) : fromText(trimmed, name)
  const width = table.counts[0]?.length ?? 0
  if (!width) throw new Error(`${name}: expected rows of counts, found none`)
  const ragged = table.counts.findIndex((row) => row.length !== width)
  if (ragged >= 0)
    throw new Error(
      `${name}: expected ${width} columns in row ${ragged + 1}, found ${table.counts[ragged].length}`,
    )
  return table
}

function fromJson(text: string, name: string): LabelledTable {
  const parsed = parseJson(text, name)
  const counts = Array.isArray(parsed) ? parsed : (parsed as { counts?: unknown }).counts
  if (!Array.isArray(counts) || !counts.every(Array.isArray))
    throw new Error(`${name}: expected rows of counts, found something else`)
  const numbers = counts.map((row: unknown[], i) =>
    row.map((cell) => {
      const value = typeof cell === 'string' ? toNumber(cell, ',') : cell
      if (typeof value === 'number' && Number.isFinite(value)) return value
      throw new Error(`${name}: expected a count in row ${i + 1}, found ${JSON.stringify(cell)}`)
    }),
  )
  const { rows, columns } = Array.isArray(parsed) ? {} : (parsed as { rows?: string[]; columns?: string[] })
  return { ...(rows ? { rows } : {}), ...(columns ? { columns } : {}), counts: numbers }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${name}: expected JSON, found text that is not`, { cause })
  }
}

function fromText(text: string, name: string): LabelledTable {
  const lines = text.split(/\r?\n/)
  const delimiter = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ','
  const cells = lines.map((line) =>
    line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')),
  )
  const isCount = (cell: string) => toNumber(cell, delimiter === ',' ? '.' : ',') !== undefined
  const hasHeader = cells.length > 1 && !cells[0].slice(1).every(isCount)
  const body = hasHeader ? cells.slice(1) : cells
  const hasLabels = body.some(([first]) => !isCount(first))
  const counts = body.map((row, i) =>
    row.slice(hasLabels ? 1 : 0).map((cell) => {
      const value = toNumber(cell, delimiter === ',' ? '.' : ',')
      if (value === undefined)
        throw new Error(`${name}:${i + (hasHeader ? 2 : 1)}: expected a count, found ${cell || 'nothing'}`)
      return value
    }),
  )
  const header = hasHeader ? (cells[0].length > counts[0].length ? cells[0].slice(1) : cells[0]) : undefined
  return {
    ...(hasLabels ? { rows: body.map(([label]) => label) } : {}),
    ...(header ? { columns: header } : {}),
    counts,
  }
}

/** `12`, `1,5` (Danish) or `1.5`; a full stop or space before three digits is a thousands mark in Danish text. */
function toNumber(text: string, decimal: ',' | '.'): number | undefined {
  if (decimal === ',' && /^-?\d{1,3}([. \u00A0]\d{3})+(,\d+)?$/.test(text))
    return Number(text.replace(/[. \u00A0]/g, '').replace(',', '.'))
  if (!/^-?\d+([.,]\d+)?$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}
