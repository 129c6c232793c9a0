import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import type { NumberReader } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)

/**
 * The blocks of a .zsav file, unpacked one at a time. None becomes larger than it says, and none may say more than 64 MB.
 *
 * @throws Unreadable
 */
export async function* unpackedBlocks(
  file: ByteFile,
  { int32, uint64 }: NumberReader,
): AsyncGenerator<Buffer> {
  const head = await file.take(24, 'the head of the packed cases')
  file.seek(uint64(head, 8), 'the list of packed blocks')
  const list = await file.take(24, 'the list of packed blocks')
  const n = int32(list, 20)
  if (n < 0 || n * 24 > file.left)
    throw new Unreadable('truncated', `expected a list of ${n} packed blocks, found ${file.left} bytes of it`)
  const entries = Buffer.from(await file.take(24 * n, 'the list of packed blocks'))
  for (let at = 0; at < entries.length; at += 24) {
    const [place, size, packed] = [uint64(entries, at + 8), int32(entries, at + 16), int32(entries, at + 20)]
    if (size < 0 || size > limits.blockBytes || packed < 0)
      throw new Unreadable('size', `expected packed blocks of at most 64 MB, found one of ${size} bytes`)
    file.seek(place, 'a packed block')
    const bytes = await unpack(await file.take(packed, 'a packed block'), {
      maxOutputLength: Math.max(1, size),
    }).catch(() => undefined)
    if (bytes?.length !== size)
      throw new Unreadable(
        'packed',
        `expected a packed block of ${size} bytes, found it damaged or of another size`,
      )
    yield bytes
  }
}
