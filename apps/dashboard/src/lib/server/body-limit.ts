/** Bytes the body of a request may have where no file is sent. */
const most = 512 * 1024

/** Where files are sent. They go to disk as they come, and have limits of their own. */
const fileDoors = /^\/rounds\/(new|files(\/[^/]*)?)(\?|$)/

/**
 * Why a request's body is not read: too large, or of a length nobody has said. Nothing if it may be.
 *
 * @param address path and query, as a request has it
 */
export function bodyRefusal(
  address: string,
  headers: { 'content-length'?: string; 'transfer-encoding'?: string },
): 411 | 413 | undefined {
  if (fileDoors.test(address)) return undefined
  const length = headers['content-length']
  if (length === undefined) return headers['transfer-encoding'] === undefined ? undefined : 411
  return Number(length) > most ? 413 : undefined
}
