/** Pseudonyms by the names that stand in a file; who is not among them gets the next free `coder_1`, `coder_2` … */
export type Pseudonyms = Record<string, string>

/**
 * What each of the names is called here. A name that has the form of a pseudonym (`coder_1`, `koder_a`, or one the
 * ledger gave) is one: such a file was written by this house, or nobody who coded is named in it.
 */
export function pseudonymised(names: Iterable<string>, pseudonyms: Pseudonyms = {}): Map<string, string> {
  const wanted = [...new Set(names)]
  const found = new Map<string, string>()
  for (const name of wanted)
    if (isPseudonym(name)) found.set(name, name)
    else if (Object.hasOwn(pseudonyms, name)) found.set(name, pseudonyms[name])
  const taken = new Set(found.values())
  for (const name of wanted)
    if (!found.has(name)) {
      const next = nextCoder(taken)
      found.set(name, next)
      taken.add(next)
    }
  return new Map(wanted.map((name) => [name, found.get(name)!]))
}

/** The first free of `coder_1`, `coder_2` … */
export function nextCoder(taken: Set<string>): string {
  let number = 1
  while (taken.has(`coder_${number}`)) number++
  return `coder_${number}`
}

/** Does it have the form of a pseudonym? */
export function isPseudonym(name: string): boolean {
  return /^(?:p[2-9a-z]{12}|[ck]oder_[a-z0-9]{1,4})$/.test(name)
}
