/**
 * The names of a code and of those above it as one text: `Opsporing/Sprog`. A slash in a name is written `\/`, a
 * backslash `\\`, so that every list of names has its own path.
 *
 * @example codePath(['Ja/nej', 'Sprog']) // 'Ja\/nej/Sprog'
 */
export function codePath(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/')
}

/** The names that `codePath` joined. */
export function codeNames(path: string): string[] {
  if (!path.includes('\\')) return path.split('/')
  const names = ['']
  for (const [, escaped, plain] of path.matchAll(/\\([\\/])|([^])/gu)) {
    if (plain === '/') names.push('')
    else names[names.length - 1] += escaped ?? plain
  }
  return names
}

/** Is a code the one at `above`, or under it? */
export function isUnder(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`)
}
