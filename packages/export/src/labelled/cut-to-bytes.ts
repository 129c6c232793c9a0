/**
 * A text in UTF-8 that takes at most so many bytes, cut between two letters and then marked with `…`.
 *
 * @example cutToBytes('ærøskøbing', 8) // 'ærø…'
 */
export function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const mark = '…'
  let kept = ''
  let length = Buffer.byteLength(mark)
  for (const letter of text) {
    length += Buffer.byteLength(letter)
    if (length > bytes) break
    kept += letter
  }
  return kept + mark
}
