import { spelledPlainly } from '@pejling/indicators'

/** What a program allows as the name of a variable. */
export type NameRules = { letters: number; reserved: RegExp }

/**
 * Names a program allows, one for each, none twice whatever the case: Danish letters spelled without them, other signs as
 * `_`, cut where they are too long.
 *
 * @example fittingNames(['børn', 'by', 'By'], { letters: 32, reserved: /^by$/i }) // ['boern', 'by_', 'by__2']
 */
export function fittingNames(names: readonly string[], { letters, reserved }: NameRules): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = spelledPlainly(name).replaceAll(/[^A-Za-z0-9_]/g, '_')
    const begun = /^[A-Za-z]/.test(plain) ? plain : `v_${plain}`
    const cut = begun.slice(0, letters).replace(/_+$/, '') || 'v'
    let free = reserved.test(cut) ? `${cut}_` : cut
    for (let n = 2; taken.has(free.toLowerCase()); n++) {
      const mark = `_${n}`
      free = `${cut.slice(0, letters - mark.length)}${mark}`
    }
    taken.add(free.toLowerCase())
    return free
  })
}
