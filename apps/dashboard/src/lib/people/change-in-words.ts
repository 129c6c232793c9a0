import type { Words } from '#lib/words/words.ts'

type Kind = { kind: RegExp; say: (found: string[], words: Words) => string }

const role = (name: string, words: Words) => words.find(`role.${name}`) ?? name

/** The ledger's own short line of what changed about a person, as a reader of the language would say it. */
export function changeInWords(change: string, words: Words): string {
  for (const { kind, say } of kinds) {
    const found = kind.exec(change)
    if (found) return say(found.slice(1), words)
  }
  return change
}

const kinds: Kind[] = [
  {
    kind: /^role (\S+) → (\S+)$/,
    say: ([from, to], words) =>
      words.say('person.change.role', { from: role(from, words), to: role(to, words) }),
  },
  { kind: /^access ended$/, say: (_, words) => words.say('person.change.end') },
  {
    kind: /^access given back as (\S+)$/,
    say: ([to], words) => words.say('person.change.restore', { role: role(to, words) }),
  },
  {
    kind: /^(\S+) of (\S+) given/,
    say: ([right, study], words) =>
      words.say('person.change.given', { right: words.find(`right.${right}`) ?? right, study }),
  },
  {
    kind: /^(\S+) of (\S+) taken away$/,
    say: ([right, study], words) =>
      words.say('person.change.taken', { right: words.find(`right.${right}`) ?? right, study }),
  },
  { kind: /^second factor taken away$/, say: (_, words) => words.say('person.change.factor') },
]
