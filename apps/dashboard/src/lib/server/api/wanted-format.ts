import { type ApiFormat, mediaTypes } from '#lib/api/operation.ts'

/**
 * The format an answer is wanted in: `format=` of the address, else what `Accept` likes best of those there are; the first
 * of them where it likes all alike. Nothing if there is none it takes.
 *
 * Source: RFC 9110, 12.5.1; of several equally good ones the first wins.
 */
export function wantedFormat(
  named: string | null,
  accept: string | null,
  there: readonly ApiFormat[],
): ApiFormat | undefined {
  if (named !== null) return there.find((format) => format === named)
  if (!accept) return there[0]
  const ranges = accept.split(',').map(rangeOf)
  const liking = there.map((format) => qualityOf(mediaTypes[format], ranges))
  const best = Math.max(...liking)
  return best > 0 ? there[liking.indexOf(best)] : undefined
}

type Range = { type: string; quality: number }

function rangeOf(text: string): Range {
  const [type, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = q === undefined ? 1 : Number(q.slice(2))
  return { type, quality: Number.isFinite(quality) ? quality : 0 }
}

/** The most exact range decides, whatever the others say. */
function qualityOf(type: string, ranges: Range[]): number {
  const family = `${type.split('/')[0]}/*`
  for (const exact of [type, family, '*/*']) {
    const found = ranges.filter((range) => range.type === exact)
    if (found.length) return Math.max(...found.map(({ quality }) => quality))
  }
  return 0
}
