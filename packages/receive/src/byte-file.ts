import type { FileHandle } from 'node:fs/promises'
import { open, stat } from 'node:fs/promises'
import { Unreadable } from './unreadable.ts'

/**
 * A file of bytes read from beginning to end, a piece at a time: no size that the file declares is set aside for before it is
 * known to be there.
 */
export class ByteFile {
  readonly size: number
  readonly #handle: FileHandle
  #piece: Buffer = Buffer.alloc(0)
  #at = 0
  #position = 0

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  static async open(path: string): Promise<ByteFile> {
    return new ByteFile(await open(path), (await stat(path)).size)
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  /** Where the next byte is taken from. */
  get position(): number {
    return this.#position - this.#piece.length + this.#at
  }

  get left(): number {
    return this.size - this.position
  }

  /** The next bytes, which stay as they are until the next call. */
  async take(bytes: number, what: string): Promise<Buffer> {
    if (bytes < 0 || bytes > this.left) throw cutShort(what, bytes, this.left)
    if (bytes > this.#piece.length - this.#at) await this.#fill(bytes)
    this.#at += bytes
    return this.#piece.subarray(this.#at - bytes, this.#at)
  }

  /** At most so many of the next bytes, fewer at the end, without taking them. */
  async peek(bytes: number): Promise<Buffer> {
    const there = Math.min(bytes, this.left)
    if (there > this.#piece.length - this.#at) await this.#fill(there)
    return this.#piece.subarray(this.#at, this.#at + there)
  }

  async skip(bytes: number, what: string): Promise<void> {
    if (bytes < 0 || bytes > this.left) throw cutShort(what, bytes, this.left)
    if (this.#at + bytes <= this.#piece.length) this.#at += bytes
    else this.seek(this.position + bytes, what)
  }

  seek(position: number, what: string): void {
    if (!(position >= 0 && position <= this.size))
      throw new Unreadable('place', `expected ${what} inside the file, found its place outside`)
    this.#piece = Buffer.alloc(0)
    this.#at = 0
    this.#position = position
  }

  async #fill(bytes: number): Promise<void> {
    const rest = this.#piece.subarray(this.#at)
    const piece = Buffer.allocUnsafe(
      Math.min(Math.max(bytes, pieceBytes), rest.length + this.size - this.#position),
    )
    rest.copy(piece)
    let filled = rest.length
    while (filled < piece.length) {
      const { bytesRead } = await this.#handle.read(piece, filled, piece.length - filled, this.#position)
      if (bytesRead === 0) throw cutShort('what was there before', piece.length - filled, 0)
      filled += bytesRead
      this.#position += bytesRead
    }
    this.#piece = piece
    this.#at = 0
  }
}

const pieceBytes = 1 << 20

function cutShort(what: string, expected: number, found: number): Unreadable {
  return new Unreadable(
    'truncated',
    `expected ${expected} bytes of ${what}, found ${found} before the end of the file`,
  )
}
