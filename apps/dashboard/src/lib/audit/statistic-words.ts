import type { PublishedTable } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/** What is printed beside a table, named: `gamma.p` is `Gamma, p`, a contrast says which categories it compares. */
export function statisticName(table: PublishedTable, measure: string, words: Words): string {
  const [id, part] = measure.split('.')
  const found = table.statistics?.find((statistic) => statistic.id === id)
  const named = (category: string) => {
    const label = table.dimensions
      .flatMap(({ categories }) => categories)
      .find((c) => c.id === category)?.label
    return label ? words.text(label) : category
  }
  const kind = words.find(`audit.statistic.${found?.statistic ?? id}`) ?? found?.statistic ?? id
  const name = found?.contrast
    ? words.say('audit.statistic.contrast', {
        kind,
        one: named(found.contrast[0]),
        other: named(found.contrast[1]),
      })
    : found?.label
      ? words.text(found.label)
      : kind
  return part === 'p' ? words.say('audit.statistic.p', { name }) : name
}

/** A verdict that stands in words, such as `higher, significant`, in the reader's language; numbers as printed. */
export function printedWords(printed: string, words: Words): string {
  return printed
    .split(', ')
    .map((word) => words.find(`audit.says.${word.replaceAll(' ', '_')}`) ?? word)
    .join(', ')
}
