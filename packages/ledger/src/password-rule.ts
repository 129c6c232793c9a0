import { isCommonPassword } from './password-list.ts'

/** What is wrong with a new password; `known` is one that a guesser tries first. */
export type PasswordProblem = 'short' | 'long' | 'known'

export const shortestPassword = 12
export const longestPassword = 256

/**
 * What is wrong with a new password, if anything. Length counts, kinds of letters do not. Known is what is made of few
 * different letters, runs along the alphabet or the keyboard, says the same word again, is the person's name or address, or
 * stands in lists of common passwords (twelve thousand of them long enough), with or without digits about it.
 */
export function findPasswordProblem(
  password: string,
  { name = '', email = '' }: { name?: string; email?: string } = {},
): PasswordProblem | undefined {
  const letters = [...password.normalize('NFKC')]
  if (letters.length < shortestPassword) return 'short'
  if (letters.length > longestPassword) return 'long'
  const plain = letters
    .join('')
    .toLowerCase()
    .replace(/[\s\-_.!]/g, '')
  if (new Set(plain).size < 5 || /^(.+?)\1+$/.test(plain)) return 'known'
  if (isCommon(password, plain)) return 'known'
  const rest = [...runs, ...words, ...personal(name, email)].reduce(
    (left, known) => left.replaceAll(known, ''),
    plain,
  )
  return rest.replace(/^\d+|\d+$/g, '').length < 4 ? 'known' : undefined
}

/** Common as it is written, without spaces and marks, or without the digits before and after. */
function isCommon(written: string, plain: string): boolean {
  const bare = plain.replace(/^\d+|\d+$/g, '')
  return isCommonPassword([written.normalize('NFKC').toLowerCase(), plain, bare])
}

const runs = [
  ...[
    '01234567890123456789',
    '98765432109876543210',
    'abcdefghijklmnopqrstuvwxyzæøå',
    'qwertyuiopå',
    'asdfghjklæø',
  ],
  ...['zxcvbnm', '1q2w3e4r5t6y7u8i9o0p', '1qaz2wsx3edc4rfv5tgb'],
].flatMap((run) =>
  Array.from({ length: run.length - 3 }, (_, from) => run.length - from)
    .flatMap((length) =>
      Array.from({ length: run.length - length + 1 }, (_, at) => run.slice(at, at + length)),
    )
    .filter((part) => part.length >= 4),
)
/** Words that a guesser of this house tries: greetings, its name, what it is about, and who works in it. */
const words = [
  'password',
  'adgangskode',
  'kodeord',
  'velkommen',
  'welcome',
  'pejling',
  'administrator',
  'sommer',
  'vinter',
  'admin',
  'letmein',
  'iloveyou',
  'danmark',
  'dagtilbud',
  'børnehave',
  'bornehave',
  'kommune',
  'indikator',
  'undersøgelse',
  'undersogelse',
  'spørgeskema',
  'trivsel',
  'forsker',
  'analytiker',
  'researcher',
  'analyst',
]

function personal(name: string, email: string): string[] {
  return [...name.toLowerCase().split(/\s+/), ...email.toLowerCase().split(/[@.\-_]/)].filter(
    (part) => part.length >= 4,
  )
}
