import { deflateSync } from 'node:zlib'

/** A variable of a small SPSS file that is written by hand, its texts as bytes in whatever encoding. */
export type WrittenVariable = {
  name: string
  /** 0 = a number. */
  width: number
  label?: Buffer
  labels?: { value: number | string; label: Buffer }[]
  /** Format of SPSS: 5 = a number, 20 = a date. */
  format?: number
}

export type WrittenFile = {
  bigEndian?: boolean
  compression: 0 | 1 | 2
  codePage?: number
  encoding?: string
  variables: WrittenVariable[]
  rows: (number | Buffer | undefined)[][]
  cases?: number
  /** Cases in a block of a .zsav file. */
  block?: number
}

/** The bytes of a system file of SPSS: just enough of the format to have each of its kinds in a test. */
export function savFile(file: WrittenFile): Buffer {
  const { bigEndian = false, compression, codePage, encoding, variables, rows, cases = rows.length } = file
  const int = (n: number) => {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeInt32BE(n)
    else bytes.writeInt32LE(n)
    return bytes
  }
  const double = (n: number) => {
    const bytes = Buffer.alloc(8)
    if (bigEndian) bytes.writeDoubleBE(n)
    else bytes.writeDoubleLE(n)
    return bytes
  }
  const padded = (bytes: Buffer | string, width: number) =>
    Buffer.concat([Buffer.from(bytes), Buffer.alloc(width, ' ')]).subarray(0, width)
  const eights = variables.reduce((sum, { width }) => sum + Math.max(1, Math.ceil(width / 8)), 0)
  const places: number[] = []
  let place = 1
  const records = variables.flatMap(({ name, width, label, format = width > 0 ? 1 : 5 }) => {
    places.push(place)
    const shown = int((format << 16) | ((width || 8) << 8))
    const parts = [int(2), int(width), int(label ? 1 : 0), int(0), shown, shown, padded(name, 8)]
    if (label) parts.push(int(label.length), padded(label, Math.ceil(label.length / 4) * 4))
    const more = Math.max(1, Math.ceil(width / 8)) - 1
    place += more + 1
    for (let n = 0; n < more; n++) parts.push(int(2), int(-1), int(0), int(0), int(0), int(0), padded('', 8))
    return parts
  })
  const labels = variables.flatMap(({ labels = [] }, at) =>
    labels.length === 0
      ? []
      : [
          ...[int(3), int(labels.length)],
          ...labels.flatMap(({ value, label }) => [
            typeof value === 'number' ? double(value) : padded(value, 8),
            Buffer.from([label.length]),
            padded(label, Math.ceil((label.length + 1) / 8) * 8 - 1),
          ]),
          ...[int(4), int(1), int(places[at])],
        ],
  )
  const page =
    codePage === undefined
      ? []
      : [int(7), int(3), int(4), int(8), ...[25, 0, 0, -1, 1, 1, bigEndian ? 1 : 2, codePage].map(int)]
  const named =
    encoding === undefined ? [] : [int(7), int(20), int(1), int(encoding.length), Buffer.from(encoding)]
  const header = Buffer.concat([
    ...[
      Buffer.from(compression === 2 ? '$FL3' : '$FL2'),
      padded('@(#) SPSS DATA FILE by hand', 60),
      int(2),
      int(eights),
    ],
    ...[
      int(compression),
      int(0),
      int(cases),
      double(100),
      Buffer.from('01 Jan 2600:00:00'),
      padded('', 64),
      Buffer.alloc(3),
    ],
    ...[...records, ...labels, ...page, ...named, int(999), int(0)],
  ])
  const cells = rows.map((row) =>
    row.map((value, at) => {
      const { width } = variables[at]
      if (width === 0) return double((value as number | undefined) ?? -Number.MAX_VALUE)
      return padded((value as Buffer | undefined) ?? '', Math.ceil(width / 8) * 8)
    }),
  )
  if (compression === 0) return Buffer.concat([header, ...cells.flat()])
  if (compression === 1) return Buffer.concat([header, coded(cells.flat())])
  return Buffer.concat([header, blocks(header.length, cells, file.block ?? cells.length, bigEndian)])
}

/** Every eight as it is (253), but spaces (254). */
function coded(cells: Buffer[]): Buffer {
  const eights = cells.flatMap((cell) =>
    Array.from({ length: cell.length / 8 }, (_, at) => cell.subarray(8 * at, 8 * at + 8)),
  )
  const parts: Buffer[] = []
  for (let at = 0; at < eights.length; at += 8) {
    const eight = eights.slice(at, at + 8)
    const isSpace = (bytes: Buffer) => bytes.every((byte) => byte === 32)
    parts.push(
      Buffer.from([
        ...eight.map((bytes) => (isSpace(bytes) ? 254 : 253)),
        ...Array.from({ length: 8 - eight.length }, () => 0),
      ]),
    )
    parts.push(...eight.filter((bytes) => !isSpace(bytes)))
  }
  return Buffer.concat(parts)
}

function blocks(from: number, cells: Buffer[][], each: number, bigEndian: boolean): Buffer {
  const long = (n: number) => {
    const bytes = Buffer.alloc(8)
    if (bigEndian) bytes.writeBigInt64BE(BigInt(n))
    else bytes.writeBigInt64LE(BigInt(n))
    return bytes
  }
  const int = (n: number) => (bigEndian ? long(n).subarray(4) : long(n).subarray(0, 4))
  const packed: Buffer[] = []
  const entries: Buffer[] = []
  let [place, unpacked] = [from + 24, from]
  for (let at = 0; at < cells.length; at += each) {
    const bytes = coded(cells.slice(at, at + each).flat())
    const small = deflateSync(bytes)
    entries.push(long(unpacked), long(place), int(bytes.length), int(small.length))
    packed.push(small)
    ;[place, unpacked] = [place + small.length, unpacked + bytes.length]
  }
  const trailer = Buffer.concat([long(-100), long(0), int(0x3ff000), int(packed.length), ...entries])
  return Buffer.concat([long(from), long(place), long(trailer.length), ...packed, trailer])
}
