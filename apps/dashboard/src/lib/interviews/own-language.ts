import type { Language } from '@pejling/indicators'
import { page } from '$app/state'

/**
 * The language in which the project of the page's study calls things and in which it was spoken, where the page is in
 * another: what `lang` says of codes, coders, sources, their classifications, and words of texts.
 */
export function ownLanguage(): Language | undefined {
  const { study, language } = page.data
  const own = study?.interviews?.language ?? 'da'
  return own === language ? undefined : own
}

/** A sentence in pieces, those apart that are names the project gave. */
export function namedPieces(sentence: string, names: readonly string[]): { text: string; own: boolean }[] {
  const known = [...new Set(names)].filter(Boolean).toSorted((a, b) => b.length - a.length)
  if (known.length === 0) return [{ text: sentence, own: false }]
  const escaped = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const pieces = sentence.split(new RegExp(`(?<![\\p{L}\\p{N}])(${escaped})(?![\\p{L}\\p{N}])`, 'u'))
  return pieces.map((text, i) => ({ text, own: i % 2 === 1 })).filter(({ text }) => text !== '')
}
