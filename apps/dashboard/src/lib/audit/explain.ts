import type { AuditFinding } from '@pejling/indicators'
import type { WordKey, Words } from '#lib/words/words.ts'

/** Why a finding says what it says, in one sentence; the bare rule and its values if the code has no words yet. */
export function explain({ reason, rule }: Pick<AuditFinding, 'reason' | 'rule'>, words: Words): string {
  const values = Object.fromEntries(
    Object.entries(reason.values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? words.number(value) : localNumber(String(value), words),
    ]),
  )
  // A rule that could not compute its side leaves values out: then the shorter sentence is said.
  for (const key of [`audit.reason.${reason.code}`, `audit.reason.${reason.code}.short`]) {
    const needed = words.valuesOf(key)
    if (needed?.every((name) => name in values)) return words.say(key as WordKey, values)
  }
  const name = words.find(`audit.rule.${rule}`) ?? rule
  const listed = Object.entries(values).map(([key, value]) => `${key} ${value}`)
  return listed.length ? `${name}: ${listed.join(', ')}` : name
}

/** What a printed thing should be, with the reader's decimal sign: `33.33` becomes `33,33` in Danish. */
export function expected(recomputed: string, words: Words): string {
  return localNumber(recomputed, words)
}

/** Numbers with the reader's decimal sign, and the few English words the rules put between them. */
function localNumber(text: string, words: Words): string {
  const said = text
    .replaceAll('(1: ', `(${words.say('audit.ways.oneSided')} `)
    .replace(/\bexact\b/g, words.say('audit.ways.exact'))
  return words.language === 'da' ? said.replace(/(\d)\.(\d)/g, '$1,$2') : said
}
