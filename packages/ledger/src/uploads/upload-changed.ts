import type { UploadState } from './upload-tables.ts'

/** Somebody or something else was first: nothing was done. */
export class UploadChanged extends Error {
  readonly version: number
  readonly state: UploadState

  constructor(upload: number, seenVersion: number, now: { version: number; state: UploadState }) {
    super(`upload ${upload}: changed since version ${seenVersion}, now ${now.version} (${now.state})`)
    this.version = now.version
    this.state = now.state
  }
}
