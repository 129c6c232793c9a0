const most = 20_000

/** The lines of a file as text; none if it is not text or the edition does not hold it. A file longer than `most` lines is cut, and `cut` says so. */
export function sourceLines(
  content: Uint8Array | null,
  encoding: 'utf-8' | 'windows-1252' = 'utf-8',
): { lines: string[] | undefined; total: number; cut: boolean } {
  if (!content || content.includes(0)) return { lines: undefined, total: 0, cut: false }
  const lines = new TextDecoder(encoding).decode(content).split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return { lines: lines.slice(0, most), total: lines.length, cut: lines.length > most }
}
