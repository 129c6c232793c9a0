import { isOpen } from '../disclosure.ts'
import type { Study } from '../study.ts'

/**
 * Why somebody may not read what was said: the texts were left at home, the study shows them to nobody, their role may not,
 * or they lack the study's right `excerpts`.
 */
export type TextRefusal = 'left' | 'nobody' | 'role' | 'right'

/** What of the one who asks decides: may their role see excerpts, and do they hold the study's right to them? */
export type TextReader = { role: boolean; right: boolean }

/**
 * Why the texts of a study's interviews may not be read by somebody; nothing if they may. Texts that are `kept` in an open
 * study are for all who see its figures; in one that is not open, and where texts are for `roles`, the role must be one
 * that may see excerpts, and a study that is not open must have given its right to them.
 */
export function textRefusal(
  study: Study,
  texts: 'kept' | 'roles' | 'left',
  { role, right }: TextReader,
): TextRefusal | undefined {
  if (texts === 'left') return 'left'
  if (study.disclosure?.excerpts === 'nobody') return 'nobody'
  if (texts === 'kept' && isOpen(study)) return undefined
  if (!role) return 'role'
  return isOpen(study) || right ? undefined : 'right'
}
