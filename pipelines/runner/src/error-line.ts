/**
 * An error as the one line a person reads. What the machine says about files, disks and ports is put in words; what
 * our own code throws is a line already.
 */
export function errorLine(error: unknown): string {
  const { code, message, path, port } = error as NodeJS.ErrnoException & { port?: number }
  const text = message ?? String(error)
  const full =
    ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '') ||
    /no space left on device|disk (is )?full|could not extend file|file too large|quota exceeded/i.test(text)
  if (full)
    return `disk full: could not write${path ? ` ${path}` : ''}; nothing was published, free some space and run again`
  if (code === 'EADDRINUSE') return `port ${port ?? ''} is taken; set PORT to another one`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `not allowed: ${path ?? text}`
  return text.split('\n')[0]
}
