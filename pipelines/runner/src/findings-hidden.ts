import type { Viewer } from '@pejling/indicators'

/** Why numbers are missing there, for whoever looks; nothing where none are. */
export function findingsHidden({ sees }: Viewer): string | undefined {
  if (sees === 'nothing') return 'hidden: the figures of this study have not been released yet'
  if (sees === 'suppressed')
    return 'hidden: what the printed numbers should be, since it may be counted from rows; the study is not open to you'
  return undefined
}
