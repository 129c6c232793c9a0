/**
 * A file's name as its sender calls it, fit to be shown and written down: without folders and signs one cannot see, at
 * most 200 characters. Nothing on disk is called by it.
 *
 * @example fileName('C:\\svar\\runde 2 – blåbær.csv') // 'runde 2 – blåbær.csv'
 */
export function fileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  return (
    last
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .trim()
      .slice(0, 200) || 'file'
  )
}
