import type { InterviewReceipt } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators/words'

/** How a file of coded interviews was read, line by line in English: what arrived, and in what it was not as the standard says. */
export function interviewReceiptInWords(receipt: InterviewReceipt): string[] {
  const { format, origin, counts, problems, deviations, dropped, guesses, sources } = receipt
  return [
    `${format ?? 'unknown'}${origin ? ` written by ${origin}` : ''}: ${Object.entries(counts)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
    ...problems.map(problemLine),
    ...deviations.map(({ rule, count, message }) => `deviation ${rule} × ${count}: ${message}`),
    ...dropped.map(({ name, count }) => `left out ${name} × ${count}`),
    ...guesses.map(({ what, value, count, why }) => `guess ${what} × ${count}: ${value}, since ${why}`),
    ...sources
      .filter(({ certain }) => !certain)
      .map(({ source, score }) => `places uncertain in source ${source}: ${Math.round(score * 100)} % fit`),
  ]
}
