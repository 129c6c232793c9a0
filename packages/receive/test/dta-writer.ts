/** A column of a small Stata file that is written by hand: texts of a width, or doubles. */
export type WrittenColumn = {
  name: string
  width: number
  label?: Buffer
  format?: string
  labels?: { value: number; label: Buffer }[]
}

/** The bytes of a file of Stata 10 (release 114), which says nothing of its encoding; big-endian, as a Mac once wrote it. */
export function oldDtaFile(columns: WrittenColumn[], rows: (number | Buffer | undefined)[][]): Buffer {
  const padded = (text: string | Buffer, width: number) =>
    Buffer.concat([Buffer.from(text), Buffer.alloc(width)]).subarray(0, width)
  const int = (n: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(n)
    return bytes
  }
  const short = (n: number) => int(n).subarray(2)
  const double = (n: number | undefined) => {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(n ?? 2 ** 1023)
    return bytes
  }
  const labelled = columns.filter(({ labels }) => labels)
  return Buffer.concat([
    ...[Buffer.from([114, 1, 1, 0]), short(columns.length), int(rows.length), padded('', 81), padded('', 18)],
    Buffer.from(columns.map(({ width }) => width || 255)),
    ...columns.map(({ name }) => padded(name, 33)),
    Buffer.alloc(2 * (columns.length + 1)),
    ...columns.map(({ format, width }) => padded(format ?? (width ? `%${width}s` : '%9.0g'), 49)),
    ...columns.map(({ labels, name }) => padded(labels ? name : '', 33)),
    ...columns.map(({ label }) => padded(label ?? '', 81)),
    Buffer.alloc(5),
    ...rows.flatMap((row) =>
      row.map((value, at) =>
        columns[at].width
          ? padded((value as Buffer | undefined) ?? '', columns[at].width)
          : double(value as number | undefined),
      ),
    ),
    ...labelled.flatMap(({ name, labels = [] }) => {
      const texts = labels.map(({ label }) => Buffer.concat([label, Buffer.alloc(1)]))
      const all = Buffer.concat(texts)
      const from = texts.map((_, at) => texts.slice(0, at).reduce((sum, text) => sum + text.length, 0))
      const table = Buffer.concat([
        int(labels.length),
        int(all.length),
        ...from.map(int),
        ...labels.map(({ value }) => int(value)),
        all,
      ])
      return [int(table.length), padded(name, 33), Buffer.alloc(3), table]
    }),
  ])
}
