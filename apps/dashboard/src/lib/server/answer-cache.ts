import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A whole answer, kept as text and compressed once for each encoding a browser asks for. */
type Kept = { identity: Buffer; br?: Buffer; gzip?: Buffer; etag: string; type: string }
export type Answered = { body: Buffer; encoding?: 'br' | 'gzip'; etag: string; type: string }

/**
 * Whole answers by edition, address, language and theme: an edition never changes, so an answer from it never does
 * either. The oldest unused ones go when the cache holds more than `bytes`.
 */
export class AnswerCache {
  readonly bytes: number
  private held = 0
  private readonly answers = new Map<string, Kept>()

  constructor(bytes = 64 * 1024 * 1024) {
    this.bytes = bytes
  }

  keep(key: string, text: string, type: string, etag: string): void {
    this.drop(key)
    const identity = Buffer.from(text)
    if (identity.length > this.bytes / 4) return
    this.answers.set(key, { identity, etag, type })
    this.held += identity.length
    for (const oldest of this.answers.keys()) {
      if (this.held <= this.bytes) break
      this.drop(oldest)
    }
  }

  find(key: string, accepted: string): Answered | undefined {
    const kept = this.answers.get(key)
    if (!kept) return undefined
    this.answers.delete(key)
    this.answers.set(key, kept)
    const { etag, type } = kept
    if (/\bbr\b/.test(accepted)) return { body: this.compress(kept, 'br'), encoding: 'br', etag, type }
    if (/\bgzip\b/.test(accepted)) return { body: this.compress(kept, 'gzip'), encoding: 'gzip', etag, type }
    return { body: kept.identity, etag, type }
  }

  private compress(kept: Kept, encoding: 'br' | 'gzip'): Buffer {
    const known = kept[encoding]
    if (known) return known
    const made =
      encoding === 'br'
        ? brotliCompressSync(kept.identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : gzipSync(kept.identity)
    kept[encoding] = made
    this.held += made.length
    return made
  }

  private drop(key: string): void {
    const kept = this.answers.get(key)
    if (!kept) return
    this.answers.delete(key)
    this.held -= kept.identity.length + (kept.br?.length ?? 0) + (kept.gzip?.length ?? 0)
  }
}
