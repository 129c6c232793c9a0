/** What an address of interviews names beside the study; whatever is left out is left out of the address. */
type Named = Record<string, string | number | readonly string[] | undefined>

/** Where a study's interviews are counted, code by code. */
export function interviewsLink(study: string, named: Named = {}): string {
  return `/interviews/${encodeURIComponent(study)}${queryOf(named)}`
}

/** A code's own page; the slashes of its path are those of the address. */
export function codeLink(study: string, code: string, edition?: string): string {
  const path = encodeURIComponent(code).replaceAll('%2F', '/')
  return `${interviewsLink(study)}/code/${path}${queryOf({ edition })}`
}

/** A source, at an excerpt or at a line of it. */
export function sourceLink(
  study: string,
  source: string,
  { excerpt, line, edition }: { excerpt?: string; line?: number; edition?: string } = {},
): string {
  const place = line === undefined ? '' : `#L${line}`
  return `${interviewsLink(study)}/source/${encodeURIComponent(source)}${queryOf({ excerpt, edition })}${place}`
}

/** Excerpts by what they were coded with and where they are. */
export function excerptsLink(study: string, named: Named): string {
  return `${interviewsLink(study)}/excerpts${queryOf(named)}`
}

export function excerptLink(study: string, excerpt: string, edition?: string): string {
  return `${interviewsLink(study)}/excerpts/${encodeURIComponent(excerpt)}${queryOf({ edition })}`
}

export function togetherLink(study: string, named: Named = {}): string {
  return `${interviewsLink(study)}/together${queryOf(named)}`
}

export function textSearchLink(study: string, named: Named = {}): string {
  return `${interviewsLink(study)}/search${queryOf(named)}`
}

export function quotationsLink(study: string, edition?: string): string {
  return `${interviewsLink(study)}/quotations${queryOf({ edition })}`
}

/** What a value of a unit rests on. */
export function valueLink(
  study: string,
  variable: string,
  unit: string,
  { round, edition }: { round?: string; edition?: string } = {},
): string {
  const path = [variable, unit].map(encodeURIComponent).join('/')
  return `${interviewsLink(study)}/values/${path}${queryOf({ round, edition })}`
}

/** An address as a reader sees it: colons, commas and slashes are left as they are. */
function queryOf(named: Named): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(named))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== '') search.append(name, String(one))
  const text = search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/')
  return text && `?${text}`
}

/** Every condensation of a study, or those of a unit or a code. */
export function condensationsLink(study: string, named: Named = {}): string {
  return `${interviewsLink(study)}/condensations${queryOf(named)}`
}

/** What the interviews about a unit come to about a code; the slashes of the code's path are those of the address. */
export function condensationLink(study: string, unit: string, code: string, named: Named = {}): string {
  const path = encodeURIComponent(code).replaceAll('%2F', '/')
  return `${interviewsLink(study)}/condensations/${encodeURIComponent(unit)}/${path}${queryOf(named)}`
}

export function memosLink(study: string, named: Named = {}): string {
  return `${interviewsLink(study)}/memos${queryOf(named)}`
}

/** A memo or a condensation by the hash of its words, where something in it can be hidden. */
export function noteLink(study: string, textHash: string): string {
  return `${interviewsLink(study)}/notes/${textHash}`
}
