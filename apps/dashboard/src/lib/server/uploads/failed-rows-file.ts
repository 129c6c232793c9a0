import { join } from 'node:path'

/** Where the worker puts the rows of an upload in which something is wrong, in the sender's own layout. */
export function failedRowsFile(home: string, upload: number): string {
  return join(home, 'failed', `${upload}.csv`)
}
