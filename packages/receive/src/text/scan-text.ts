import { isAscii, isUtf8 } from 'node:buffer'
import { type ByteOrderMark, danishBytes, markOf, type SingleByte } from './encodings.ts'
import { countLines, type LineBlock, lineBlocks } from './line-blocks.ts'

/** What the bytes of a text file show before a letter of it is read. */
export type TextScan = {
  bytes: number
  /** The encoding its byte order mark says. */
  mark?: ByteOrderMark
  utf8: boolean
  ascii: boolean
  /** Danish letters stand there as UTF-8 writes them, and the first line that is no UTF-8. */
  danishUtf8: boolean
  brokenFrom?: number
  /** How often bytes between letters are Danish letters in each encoding of one byte a letter. */
  danish: Record<SingleByte, number>
  /** Zero bytes at even and at odd places, and the line of the first. */
  zeros: { even: number; odd: number; line?: number }
  /** How many lines end in each way. */
  ends: { lf: number; crlf: number; cr: number }
  /** A line ends where a quotation mark is open. */
  breaks: boolean
  /** An empty line with one after it that is not. */
  gaps: boolean
  /** Letters whose marks stand beside them, as some Macs write å. */
  loose: boolean
}

/** Reads a file once, as bytes. */
export async function scanText(path: string): Promise<TextScan> {
  const scan: TextScan = {
    ...{ bytes: 0, utf8: true, ascii: true, danishUtf8: false, breaks: false, gaps: false, loose: false },
    danish: { 'windows-1252': 0, macintosh: 0, cp850: 0 },
    zeros: { even: 0, odd: 0 },
    ends: { lf: 0, crlf: 0, cr: 0 },
  }
  let blank = false
  let open = false
  for await (const block of lineBlocks(path)) {
    if (block.offset === 0) scan.mark = markOf(block.bytes)
    lookAtLetters(block, scan)
    if (block.bytes.includes(0)) lookAtZeros(block, scan)
    blank = lookAtLines(block.bytes, scan, blank)
    if (!scan.breaks && (open || block.bytes.includes(0x22))) open = lookAtQuotes(block.bytes, scan, open)
    scan.bytes += block.bytes.length
  }
  return scan
}

/** Counted between letters only: `b\xf8rn`, not `\x91quoted\x92`. */
export function countDanish(bytes: Uint8Array): TextScan['danish'] {
  const counts = { 'windows-1252': 0, macintosh: 0, cp850: 0 }
  const encodings = Object.entries(danishBytes) as [SingleByte, readonly number[]][]
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue
    const beside = Number(isLetter(bytes[at - 1])) + Number(isLetter(bytes[at + 1]))
    if (beside > 0)
      for (const [name, letters] of encodings) if (letters.includes(bytes[at])) counts[name] += beside
  }
  return counts
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
}

function lookAtLetters({ bytes, line }: LineBlock, scan: TextScan): void {
  if (isAscii(bytes)) return
  scan.ascii = false
  scan.danishUtf8 ||= ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'].some((letter) => bytes.includes(letter))
  // Every such mark begins with this byte, which Danish letters do not have.
  scan.loose ||=
    bytes.includes(0xcc) && ['\u0300', '\u0301', '\u0308', '\u030a'].some((mark) => bytes.includes(mark))
  if (isUtf8(bytes)) return
  scan.utf8 = false
  scan.brokenFrom ??= brokenLine(bytes, line)
  for (const [name, n] of Object.entries(countDanish(bytes))) scan.danish[name as SingleByte] += n
}

function brokenLine(bytes: Buffer, first: number): number {
  let from = 0
  for (let line = first; ; line++) {
    const end = bytes.indexOf(10, from)
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}

function lookAtZeros({ bytes, offset, line }: LineBlock, { zeros }: TextScan): void {
  zeros.line ??= line + countLines(bytes.subarray(0, bytes.indexOf(0)))
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1))
    if ((offset + at) % 2 === 0) zeros.even++
    else zeros.odd++
}

/** One jump a line, without a look at the letters between; says whether the last line was empty. */
function lookAtLines(bytes: Buffer, scan: TextScan, blankBefore: boolean): boolean {
  let blank = blankBefore
  let from = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    const crlf = bytes[at - 1] === 13 && at > from
    if (crlf) scan.ends.crlf++
    else scan.ends.lf++
    const empty = at - from === Number(crlf)
    scan.gaps ||= blank && !empty
    blank = empty
    from = at + 1
  }
  if (from < bytes.length) scan.gaps ||= blank
  if (bytes.includes(13)) scan.ends.cr += loneReturns(bytes)
  return blank
}

/** From here on a search by the system is quicker than a look at each byte. */
const near = 48

/** Says whether a mark is open at the end; one inside a cell counts as well, so that more may be broken than is. */
function lookAtQuotes(bytes: Buffer, scan: TextScan, openBefore: boolean): boolean {
  let open = openBefore
  for (let at = 0; at < bytes.length; at++) {
    const end = Math.min(at + near, bytes.length)
    while (at < end && bytes[at] !== 0x22 && !(open && bytes[at] === 10)) at++
    if (at === end && end < bytes.length) {
      const next = bytes.indexOf(0x22, at)
      const broken = open ? bytes.indexOf(10, at) : -1
      at = next < 0 ? bytes.length : next
      if (broken >= 0 && broken < at) at = broken
    }
    if (bytes[at] === 10) {
      scan.breaks = true
      return open
    }
    if (bytes[at] === 0x22) open = !open
  }
  return open
}

function loneReturns(bytes: Buffer): number {
  let n = 0
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) if (bytes[at + 1] !== 10) n++
  return n
}
