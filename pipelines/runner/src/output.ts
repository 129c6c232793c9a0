/** How a command ends: 0 done, 1 problems in the data, 2 wrong use. */
export type ExitCode = 0 | 1 | 2

// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

/** An answer, on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2))
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Rows of text as aligned columns, two spaces apart; columns of numbers are set to the right. */
export function aligned(rows: string[][], { right = [] }: { right?: number[] } = {}): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column].length))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          right.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A number as a person reads it: `0.61`, `12`, `–` where it is undefined. */
export function shown(value: number | undefined | null, decimals = 3): string {
  if (value === undefined || value === null) return '–'
  return Number.isInteger(value) ? String(value) : value.toFixed(decimals)
}

/** A p-value: `0.013`, `< 0.001`. */
export function shownP(value: number | undefined): string {
  if (value === undefined) return '–'
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}
