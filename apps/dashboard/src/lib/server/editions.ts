import { error } from '@sveltejs/kit'
import type { Edition } from '@pejling/warehouse'

/**
 * An address that names an edition is answered from that one, shell and page alike. One that names none that is known is
 * left to its page to refuse.
 */
export async function chooseEdition(locals: App.Locals, url: URL): Promise<void> {
  const hash = url.searchParams.get('edition')
  if (hash) locals.edition = await locals.editions.get(hash).catch(() => locals.edition)
}

/** The edition a page is answered from: the live one, or the one its address names. Answers 503 before the first. */
export async function editionFor(locals: App.Locals, hash?: string | null): Promise<Edition> {
  if (hash && hash !== locals.edition?.hash) {
    locals.edition = await answerable(locals.editions.get(hash))
    return locals.edition
  }
  if (!locals.edition) error(503, 'no edition yet')
  return locals.edition
}

/** What the address asks for, or 404 with the house's own line if it names something unknown, 400 if it is malformed. */
export async function answerable<T>(asked: Promise<T> | (() => T | Promise<T>)): Promise<T> {
  try {
    return await (typeof asked === 'function' ? asked() : asked)
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : ''
    if (/^unknown /.test(message)) error(404, message)
    if (/^figure: /.test(message)) error(404, message)
    if (/^(relation|x and y|by|where|json-stat)\b.*: /.test(message)) error(400, message)
    throw problem
  }
}

/** Is it the warehouse's word that two variables cannot be seen together? */
export function isUnanswerable(problem: unknown): problem is Error {
  return problem instanceof Error && /^no (rows|published table): /.test(problem.message)
}
