import { stringify } from 'yaml'
import type { Category, Reading, Variable } from '../codebook.ts'
import type { MissingReason } from '../missing.ts'
import { spelledPlainly } from '../spelled-plainly.ts'
import type { Text } from '../text.ts'
import type { ReceivedColumn } from './receipt.ts'

/**
 * A beginning of `codebook.yaml` from what a sender's system says of its columns: names as this project writes them, labels and
 * categories with the values that stand for them, ranges, what is missing. What no file can say is guessed carefully and for
 * a person to decide: scales of answers are nominal, nothing may be shown to all, texts are the sender's in both languages.
 *
 * @param columns the `dictionary` of a receipt, or the columns of its table
 * @example codebookOfColumns(receipt.dictionary ?? receipt.tables[0].columns, { study: 'trial', unit: 'institution' })
 */
export function codebookOfColumns(
  columns: ReceivedColumn[],
  { study, unit }: { study: string; unit: string },
): string {
  const taken = new Set<string>()
  const variables = columns.map((column) => variableOf(column, freeId(column.name, taken, 'variable'), unit))
  return `# A draft from what was sent: scales, quality, disclosure and the English labels are for a person to decide.\n${stringify({ study, variables }, { lineWidth: 120 })}`
}

function variableOf(column: ReceivedColumn, id: string, unit: string): Variable {
  const { name, label, labels = [], missing = [], type, range, identifier } = column
  const answers = identifier ? [] : labels.filter(({ value }) => !missing.includes(value))
  const categories = categoriesOf(answers)
  const reading: Reading = {
    ...(name !== id && { column: name }),
    ...(type === 'date' && { date: 'ymd' }),
    ...(missing.length > 0 && {
      missing: Object.fromEntries(missing.map((value): [string, MissingReason] => [value, 'not_answered'])),
    }),
    ...(categories.length > 0 && {
      values: Object.fromEntries(answers.map(({ value }, at) => [value, categories[at].id])),
    }),
  }
  return {
    ...{ id, label: both(label ?? name), unit },
    scale: identifier
      ? 'identifier'
      : categories.length > 0
        ? 'nominal'
        : type === 'number'
          ? 'ratio'
          : 'text',
    ...(categories.length > 0 && { categories }),
    ...(range && categories.length === 0 && { range }),
    quality: 'structure',
    disclosure: identifier
      ? 'identifier'
      : categories.length > 0 || type === 'number'
        ? 'quasi'
        : 'sensitive',
    ...(Object.keys(reading).length > 0 && { reading }),
  }
}

function categoriesOf(labels: { value: string; label: string }[]): Category[] {
  const taken = new Set<string>()
  return labels.map(({ value, label }) => ({
    id: freeId(label || value, taken, 'category'),
    label: both(label || value),
  }))
}

/** `Barnets køn (nu)` → `barnets_koen_nu` */
function freeId(text: string, taken: Set<string>, otherwise: string): string {
  const plain = spelledPlainly(text)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 60)
  const id = plain || otherwise
  let free = id
  for (let n = 2; taken.has(free); n++) free = `${id}_${n}`
  taken.add(free)
  return free
}

function both(text: string): Text {
  return { da: text, en: text }
}
