import type {
  DeviationRule,
  InterviewDeviation,
  InterviewGuess,
  InterviewReceipt,
  SourceReading,
} from '@pejling/indicators'

/** Collects what is told of a reading; the same thing met again counts up. */
export type ReceiptBook = {
  deviates: (rule: DeviationRule, message: string, count?: number) => void
  drops: (name: string, count?: number) => void
  guesses: (guess: Omit<InterviewGuess, 'count'>) => void
  reads: (reading: SourceReading) => void
  written: () => Pick<InterviewReceipt, 'deviations' | 'dropped' | 'guesses' | 'sources'>
}

/** Names come from the file, so a hostile one could bring any number of them. */
const most = 200

export function receiptBook(): ReceiptBook {
  const deviations = new Map<string, InterviewDeviation>()
  const dropped = new Map<string, number>()
  const guesses = new Map<string, InterviewGuess>()
  const sources: SourceReading[] = []
  return {
    deviates: (rule, message, count = 1) => {
      if (count === 0) return
      const key = `${rule} ${message}`
      const found = deviations.get(key)
      if (found) found.count += count
      else if (deviations.size < most) deviations.set(key, { rule, count, message })
    },
    drops: (name, count = 1) => {
      const known = dropped.has(name) || dropped.size < most ? name : 'others'
      dropped.set(known, (dropped.get(known) ?? 0) + count)
    },
    guesses: (guess) => {
      const key = `${guess.what} ${guess.value}`
      const found = guesses.get(key)
      if (found) found.count++
      else guesses.set(key, { ...guess, count: 1 })
    },
    reads: (reading) => sources.push(reading),
    written: () => ({
      deviations: [...deviations.values()].toSorted((a, b) => a.rule.localeCompare(b.rule)),
      dropped: [...dropped].map(([name, count]) => ({ name, count })),
      guesses: [...guesses.values()],
      sources,
    }),
  }
}
