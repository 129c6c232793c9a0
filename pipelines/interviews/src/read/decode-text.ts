export type DecodedText = {
  /** As stored, without a byte order mark. */
  text: string
  byteOrderMark: boolean
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
}

/** A text file's bytes as text. UTF-8 unless they begin with another mark or are not UTF-8; nothing is lost silently. */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding = markOf(bytes)
  if (encoding !== 'utf-8')
    return { text: new TextDecoder(encoding).decode(bytes), byteOrderMark: true, encoding }
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), byteOrderMark, encoding }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), byteOrderMark, encoding: 'windows-1252' }
  }
}

/** The encoding that the mark at the beginning of a file says, UTF-8 if there is none. */
export function markOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}
