/** Numbers as bytes, the smallest first. */
export const int16 = (n: number): Buffer => bytesOf(2, (bytes) => bytes.writeUInt16LE(n))
export const int32 = (n: number): Buffer => bytesOf(4, (bytes) => bytes.writeInt32LE(n))
export const int64 = (n: number): Buffer => bytesOf(8, (bytes) => bytes.writeBigInt64LE(BigInt(n)))
export const float64 = (n: number): Buffer => bytesOf(8, (bytes) => bytes.writeDoubleLE(n))

/** A text in UTF-8 with `fill` after it up to a width; one that is longer is cut. */
export function padded(text: string, width: number, fill = ' '): Buffer {
  const bytes = Buffer.alloc(width, fill)
  bytes.write(text)
  return bytes
}

function bytesOf(length: number, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(length)
  write(bytes)
  return bytes
}
