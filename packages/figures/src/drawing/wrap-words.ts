/**
 * A label broken into lines of at most `characters`, at spaces that may break, hyphens and slashes; a longer word is cut with a
 * hyphen, so that labels never run into each other.
 */
export function wrapWords(label: string, characters: number): string[] {
  const room = Math.max(4, Math.floor(characters))
  const lines: string[] = []
  let line = ''
  for (let word of label.split(/[ \n]+|(?<=[-/–])/).filter(Boolean)) {
    const joined = line === '' ? word : /[-/–]$/.test(line) ? line + word : `${line} ${word}`
    if (joined.length <= room) {
      line = joined
      continue
    }
    if (line) lines.push(line)
    while (word.length > room) {
      lines.push(`${word.slice(0, room - 1)}-`)
      word = word.slice(room - 1)
    }
    line = word
  }
  return line ? [...lines, line] : lines
}
