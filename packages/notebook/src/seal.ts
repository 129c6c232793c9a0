import { canonical } from './canonical.ts'
import type { ResultHashes } from './take-results.ts'

/** What a frozen view is: the question, the edition with what it held, and the hashes of what it said. */
export type Frozen = {
  view: number
  study: string
  /** The address of the relation without an edition: `?study=…&x=…&y=…`. */
  question: string
  figure?: string
  edition: string
  /** See `editionContents`. */
  contents: string
  results: ResultHashes
}

/** The hash that stands for all of it. Its beginning is part of the address, so that what is printed binds it too. */
export function sealOf({ view, study, question, figure, edition, contents, results }: Frozen): string {
  const sealed = { format: 1, view, study, question, figure, edition, contents, results }
  return canonical(sealed).sha256
}

/** How much of a seal stands in an address: 64 bits. */
const shown = 16

/** `12-9f86d081884c7d65`, which stands in the address of a frozen view. */
export function frozenName(view: number, seal: string): string {
  return `${view}-${seal.slice(0, shown)}`
}

/**
 * A view's name as it stands in an address: its number, for a frozen one with the beginning of its seal.
 *
 * @throws `unknown view: …`
 */
export function parseViewName(name: string): { view: number; seal?: string } {
  const [, number, seal] = /^([1-9]\d{0,8})(?:-([0-9a-z]+))?$/.exec(name) ?? []
  if (!number) throw new Error(`unknown view: ${name.slice(0, 40)}`)
  return { view: Number(number), ...(seal && { seal }) }
}
