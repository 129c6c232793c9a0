import { glossary } from '#lib/glossary/glossary.ts'
import { rooms } from '#lib/rooms.ts'
import { catalogue } from '#lib/words/words.ts'
import type { Entry } from './entry.ts'

/** The rooms of the house and the words of the glossary: what can be found whatever the edition. */
export function pageEntries(): Entry[] {
  const { da, en } = catalogue()
  return [
    ...rooms.map(({ href, key }): Entry => ({
      kind: 'page',
      label: { da: da[key], en: en[key] },
      href,
    })),
    ...glossary.map(({ id, term, meaning }): Entry => ({
      kind: 'term',
      label: term,
      detail: { da: firstSentence(meaning.da), en: firstSentence(meaning.en) },
      href: `/glossary#${id}`,
      names: [id],
    })),
  ]
}

function firstSentence(text: string): string {
  return /^.*?[.:;](?= |$)/.exec(text)?.[0].replace(/[:;]$/, '.') ?? text
}
