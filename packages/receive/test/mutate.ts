import { unzipSync, zipSync } from 'fflate'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number

const whole = (random: Random, below: number) => Math.floor(random() * Math.max(1, below))
const pick = <T>(random: Random, all: readonly T[]): T => all[whole(random, all.length)]

/** A file as somebody or something might have damaged it: `other` is another file whose pieces may get into it. */
export function mutated(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04'
  const isText = !bytes.subarray(0, 200).includes(0) && !isZip
  const times = 1 + whole(random, 3)
  // What is in a zip is damaged before the zip is, or it would never be read.
  if (isZip && random() < 0.85) return repacked(bytes, random, times)
  const kinds = isText ? [...ofBytes, ...ofText, ...ofText] : ofBytes
  let found = bytes
  for (let n = times; n > 0; n--) found = pick(random, kinds)(found, random, other)
  return found
}

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer

const extremes = [0, 1, 2, 127, 255, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 100_000, 65_526]

const ofBytes: Mutation[] = [
  // cut short
  (bytes, random) => bytes.subarray(0, whole(random, bytes.length)),
  // single bytes
  (bytes, random) => {
    const found = Buffer.from(bytes)
    for (let n = 1 + whole(random, 8); n > 0; n--) found[whole(random, found.length)] = whole(random, 256)
    return found
  },
  // a bit or two
  ...[1, 2].map((bits): Mutation => (bytes, random) => {
    const found = Buffer.from(bytes)
    for (let n = 0; n < bits; n++) found[whole(random, found.length)] ^= 1 << whole(random, 8)
    return found
  }),
  // declared sizes
  (bytes, random) => {
    const found = Buffer.from(bytes)
    if (found.length < 8) return found
    for (let n = 1 + whole(random, 3); n > 0; n--) {
      // Most sizes stand in the beginning.
      const at = whole(random, (random() < 0.5 ? Math.min(400, found.length) : found.length) - 4)
      const value = pick(random, extremes)
      if (random() < 0.5) found.writeUInt32LE(value, at)
      else found.writeUInt32BE(value, at)
    }
    return found
  },
  // a piece gone, twice, or of another file
  (bytes, random) => {
    const [from, length] = [whole(random, bytes.length), 1 + whole(random, 200)]
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])
  },
  (bytes, random) => {
    const [from, length] = [whole(random, bytes.length), 1 + whole(random, 400)]
    const piece = bytes.subarray(from, from + length)
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: 1 + whole(random, 20) }, () => piece),
      bytes.subarray(from),
    ])
  },
  (bytes, random, other) => {
    const [at, from] = [whole(random, bytes.length), whole(random, other.length)]
    return Buffer.concat([
      bytes.subarray(0, at),
      other.subarray(from, from + whole(random, 500)),
      bytes.subarray(at),
    ])
  },
  // zeros, and noise
  (bytes, random) => {
    const at = whole(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + whole(random, 64)), bytes.subarray(at)])
  },
  (bytes, random) => {
    const at = whole(random, bytes.length)
    const noise = Buffer.from(Array.from({ length: 1 + whole(random, 64) }, () => whole(random, 256)))
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)])
  },
]

const pieces = [
  '"',
  '"\n"',
  '\r',
  '\r\n',
  '\n\n',
  ';',
  ',',
  '\t',
  '|',
  '""',
  '=1+1',
  '@x',
  '\u0001',
  'ø',
  '\u0000',
  '\ufffd',
  'å',
  '\ufeff',
  '-',
  '1.234,5',
  '31-12-2025',
  'sep=;\n',
  '<td>',
  '\\',
  "'",
]

const ofText: Mutation[] = [
  (bytes, random) => {
    let found = bytes
    for (let n = 1 + whole(random, 6); n > 0; n--) {
      const at = whole(random, found.length)
      const encoding = pick(random, ['utf8', 'latin1', 'utf16le'] as const)
      found = Buffer.concat([
        found.subarray(0, at),
        Buffer.from(pick(random, pieces), encoding),
        found.subarray(at),
      ])
    }
    return found
  },
  // mixed encodings
  (bytes, random) =>
    Buffer.concat([
      bytes,
      Buffer.from(bytes.toString('utf8'), pick(random, ['latin1', 'utf16le', 'utf8'] as const)),
    ]),
  // very wide, seldom very much so
  (bytes, random) => {
    const n = random() < 0.02 ? 100_000 : 50
    const header = Array.from({ length: n }, (_, at) => (random() < 0.1 ? 'æ' : `c${at}`)).join(
      pick(random, [';', ',', '\t']),
    )
    return Buffer.concat([Buffer.from(`${header}\n`), bytes])
  },
  (bytes, random) => Buffer.concat([bytes, Buffer.from(`"${'x'.repeat(random() < 0.02 ? 3_000_000 : 100)}`)]),
  (bytes, random) =>
    Buffer.from(
      bytes
        .toString('latin1')
        .split('\n')
        .sort(() => random() - 0.5)
        .join(pick(random, ['\n', '\r\n', '\r'])),
      'latin1',
    ),
]

const replaced = [
  [/<v>[^<]*<\/v>/, '<v>1e400</v>'],
  [/<v>[^<]*<\/v>/, '<f>1+1</f>'],
  [/<v>[^<]*<\/v>/, '<v>999999999</v>'],
  [/ r="[A-Z]+\d+"/, ' r="ZZZ1"'],
  [/ r="[A-Z]+\d+"/, ' r="XFD1048576"'],
  [/ t="\w+"/, ' t="s"'],
  [/ s="\d+"/, ' s="-1"'],
  [/<row r="\d+"/, '<row r="1048577"'],
  [/<\/c>/, ''],
  [/<t>[^<]*<\/t>/, '<t>&xxe;</t>'],
  [/<\?xml[^>]*>/, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
  [/Target="[^"]*"/, 'Target="../../../../etc/passwd"'],
  [/<mergeCell [^>]*>/, '<mergeCell ref="A1:XFD1048576"/>'],
  [/numFmtId="\d+"/, 'numFmtId="14"'],
  [/<sheetData>/, '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>æ</t></is></c></row>'],
] as const

/** Takes a whole zip apart, damages what is in it and packs it again. */
function repacked(bytes: Buffer, random: Random, times: number): Buffer {
  const files = unzipSync(new Uint8Array(bytes))
  for (let n = times; n > 0; n--) {
    const names = Object.keys(files)
    const name = pick(random, names)
    const content = Buffer.from(files[name])
    const roll = random()
    if (roll < 0.7 && content.toString('latin1').startsWith('<')) {
      const [pattern, text] = pick(random, replaced)
      files[name] = new Uint8Array(Buffer.from(content.toString('utf8').replace(pattern, text)))
    } else if (roll < 0.9) files[name] = new Uint8Array(pick(random, ofBytes)(content, random, content))
    else if (roll < 0.95 && names.length > 1) delete files[name]
    else if (roll < 0.96) files[name] = new Uint8Array(20_000_000)
    else files[`${name}x`] = files[name]
  }
  return Buffer.from(zipSync(files, { mtime: new Date(2026, 0, 1) }))
}
