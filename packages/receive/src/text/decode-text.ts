import { type ByteOrderMark, markOf } from './encodings.ts'

export type DecodedText = {
  /** As stored, without a byte order mark. */
  text: string
  byteOrderMark: boolean
  encoding: ByteOrderMark | 'windows-1252'
}

/** A text file's bytes as text. UTF-8 unless they begin with another mark or are not UTF-8; nothing is lost silently. */
export function decodeText(bytes: Buffer): DecodedText {
  const mark = markOf(bytes)
  const byteOrderMark = mark !== undefined
  if (mark && mark !== 'utf-8')
    return { text: new TextDecoder(mark).decode(bytes), byteOrderMark, encoding: mark }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), byteOrderMark, encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), byteOrderMark, encoding: 'windows-1252' }
  }
}
