import type { UploadEncoding } from '@pejling/indicators'

export type SingleByte = 'windows-1252' | 'macintosh' | 'cp850'

/** How the Danish letters æ ø å Æ Ø Å are written in encodings of one byte a letter. */
export const danishBytes = {
  'windows-1252': [0xe6, 0xf8, 0xe5, 0xc6, 0xd8, 0xc5],
  macintosh: [0xbe, 0xbf, 0x8c, 0xae, 0xaf, 0x81],
  cp850: [0x91, 0x9b, 0x86, 0x92, 0x9d, 0x8f],
} as const

export type ByteOrderMark = 'utf-8' | 'utf-16le' | 'utf-16be'

/** The encoding that the mark at the beginning of a file says. */
export function markOf(bytes: Buffer): ByteOrderMark | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** Turns bytes into letters as they come: `decode` with the pieces of a file in order, then once with nothing. */
export type Decoder = { decode: (bytes?: Uint8Array) => string }

/** A decoder that says so (with a TypeError) where bytes are none of the encoding's; a byte order mark is left out. */
export function decoderOf(encoding: UploadEncoding): Decoder {
  if (encoding === 'cp850') return { decode: (bytes = new Uint8Array()) => fromCp850(bytes) }
  const decoder = new TextDecoder(encoding, { fatal: true })
  return { decode: (bytes) => decoder.decode(bytes, { stream: bytes !== undefined }) }
}

/** The upper half of code page 850, which Node does not know (Unicode consortium, CP850.TXT). */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

function fromCp850(bytes: Uint8Array): string {
  // Latin-1 gives each byte as the letter of its number; only the upper half means something else.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\x80-\xff]/g, (letter) => upperHalf[letter.charCodeAt(0) - 0x80])
}
