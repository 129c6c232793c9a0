import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** One environment variable: what it is for, what it may be, and what holds without it. */
export type Setting<Value, Default extends Value | undefined> = {
  name: string
  /** What it does, in one line. */
  meaning: string
  /** What is accepted, as an error says it: `expected …`. */
  expected: string
  default: Default
  /** Where the default is not a value: what happens without it. */
  otherwise?: string
  /** Never shown; may also be given as the path of a file that holds it, in `<name>_FILE`. */
  secret?: true
  /** The value, or nothing if the text is not what is expected. */
  parse(text: string): Value | undefined
}

/** Only for its types: a setting as it is written. */
export function setting<Value, Default extends Value | undefined>(
  written: Setting<Value, Default>,
): Setting<Value, Default> {
  return written
}

export function parseFolder(text: string): string {
  return resolve(text)
}

export function parseText(text: string): string {
  return text
}

export function parseWhole(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    return number >= least && number <= most ? number : undefined
  }
}

/** Words, comma between; `none` is no word. */
export function parseWords(text: string): string[] | undefined {
  const words = text.split(',').map((word) => word.trim())
  if (words.some((word) => !/^[\x21-\x7e]{1,200}$/.test(word))) return undefined
  return text.trim() === 'none' ? [] : words
}

export function parseYesOrNo(text: string): boolean | undefined {
  return { yes: true, true: true, no: false, false: false }[text.toLowerCase()]
}

export function parseOneOf<Word extends string>(...words: Word[]): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text)
}

export function parseSecret(least: number): (text: string) => string | undefined {
  return (text) => (text.length >= least ? text : undefined)
}

export function parseDatabase(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, pathname } = new URL(text)
  return ['postgres:', 'postgresql:'].includes(protocol) && pathname.length > 1 ? text : undefined
}

/** `https://name`, or `http://` for this machine itself; nothing after the name. */
export function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname, origin, username } = new URL(text)
  const safe = protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))
  return safe && !username && [origin, `${origin}/`].includes(text) ? origin : undefined
}

/** `https://name/path`, or `http://` for this machine itself. */
export function parseIssuer(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname)) ? text : undefined
}

/** Addresses and networks, comma between: `127.0.0.1, 10.0.0.0/8, fd00::/8`. */
export function parseNetworks(text: string): string[] | undefined {
  const networks = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return networks.length && networks.every(isNetwork) ? networks : undefined
}

function isNetwork(text: string): boolean {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address ?? '')
  return family !== 0 && (length === undefined || Number(length) <= (family === 4 ? 32 : 128))
}

export function isThisMachine(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name)
}
