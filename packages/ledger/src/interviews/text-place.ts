/** A place in a text of a study's interviews, in code points. */
export type TextPlace = { study: string; textHash: string; start: number; end: number }

/** @throws `text place: expected a text's hash and a beginning before the end, found …` */
export function checkTextPlace({ textHash, start, end }: Omit<TextPlace, 'study'>): void {
  const isPlace = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end > start
  if (!/^[0-9a-f]{64}$/.test(textHash) || !isPlace)
    throw new Error(
      `text place: expected a text's hash and a beginning before the end, found ${textHash.slice(0, 8)} ${start}–${end}`,
    )
}
