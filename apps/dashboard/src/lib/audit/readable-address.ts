import type { PublishedTable } from '@pejling/indicators'
import { statisticName } from './statistic-words.ts'
import type { Words } from '#lib/words/words.ts'

/** A cell's address in the words of its table: `bound/total/count` is `bundne midler, i alt, antal`. */
export function readableAddress(table: PublishedTable | undefined, address: string, words: Words): string {
  if (!table) return address.replaceAll('_', ' ')
  const parts = address.split('/')
  if (parts.length === 1) return statisticName(table, address, words)
  if (parts.length !== table.dimensions.length + 1) return address.replaceAll('_', ' ')
  return parts
    .map((part, i) => {
      if (part === 'total') return words.say('audit.total')
      const label = table.dimensions[i]?.categories.find(({ id }) => id === part)?.label
      const measure = i === parts.length - 1 ? table.measures.find(({ id }) => id === part)?.label : undefined
      return label || measure ? words.text((label ?? measure)!) : part
    })
    .join(', ')
}
