/** Reads numbers of either byte order from bytes. */
export type NumberReader = {
  int16: (bytes: Buffer, at?: number) => number
  uint16: (bytes: Buffer, at?: number) => number
  int32: (bytes: Buffer, at?: number) => number
  uint32: (bytes: Buffer, at?: number) => number
  /** Of 64 bits; beyond 2^53 it is rounded, which is beyond any file. */
  uint64: (bytes: Buffer, at?: number) => number
  float32: (bytes: Buffer, at?: number) => number
  float64: (bytes: Buffer, at?: number) => number
}

export const littleEndian: NumberReader = {
  int16: (bytes, at = 0) => bytes.readInt16LE(at),
  uint16: (bytes, at = 0) => bytes.readUInt16LE(at),
  int32: (bytes, at = 0) => bytes.readInt32LE(at),
  uint32: (bytes, at = 0) => bytes.readUInt32LE(at),
  uint64: (bytes, at = 0) => Number(bytes.readBigUInt64LE(at)),
  float32: (bytes, at = 0) => bytes.readFloatLE(at),
  float64: (bytes, at = 0) => bytes.readDoubleLE(at),
}

export const bigEndian: NumberReader = {
  int16: (bytes, at = 0) => bytes.readInt16BE(at),
  uint16: (bytes, at = 0) => bytes.readUInt16BE(at),
  int32: (bytes, at = 0) => bytes.readInt32BE(at),
  uint32: (bytes, at = 0) => bytes.readUInt32BE(at),
  uint64: (bytes, at = 0) => Number(bytes.readBigUInt64BE(at)),
  float32: (bytes, at = 0) => bytes.readFloatBE(at),
  float64: (bytes, at = 0) => bytes.readDoubleBE(at),
}
