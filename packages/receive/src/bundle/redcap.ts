import type { ReceivedColumn } from '@pejling/indicators'
import type { TextRecord } from '../text/records.ts'
import { plainLabel } from './plain-label.ts'

/** The columns A to R of a data dictionary of REDCap that say something of the data; both its names of each. */
const heads = {
  field: ['variable / field name', 'field_name'],
  form: ['form name', 'form_name'],
  type: ['field type', 'field_type'],
  label: ['field label', 'field_label'],
  choices: [
    'choices, calculations, or slider labels',
    'choices or calculations',
    'select_choices_or_calculations',
  ],
  check: ['text validation type or show slider number', 'text_validation_type_or_show_slider_number'],
  min: ['text validation min', 'text_validation_min'],
  max: ['text validation max', 'text_validation_max'],
  identifier: ['identifier?', 'identifier'],
}

/** Is it a data dictionary? Its header says so, in the words of the page or of the programming interface. */
export function isDictionary(header: string[]): boolean {
  const names = header.map((cell) => cell.trim().toLowerCase())
  return (['field', 'form', 'type', 'choices'] as const).every((part) =>
    heads[part].some((head) => names.includes(head)),
  )
}

/** The columns a data dictionary describes, in its order: a checkbox is a column for each of its choices. */
export function dictionaryColumns([header, ...records]: TextRecord[]): ReceivedColumn[] {
  const names = header.cells.map((cell) => cell.trim().toLowerCase())
  const place = Object.fromEntries(
    Object.entries(heads).map(([part, known]) => [part, names.findIndex((name) => known.includes(name))]),
  ) as Record<keyof typeof heads, number>
  const forms = new Set<string>()
  const columns = records.flatMap(({ cells }): ReceivedColumn[] => {
    const cell = (part: keyof typeof heads) => (cells[place[part]] ?? '').trim()
    const [name, kind] = [cell('field'), cell('type').toLowerCase()]
    if (!name || kind === 'descriptive') return []
    if (cell('form')) forms.add(cell('form'))
    const label = plainLabel(cell('label'))
    const common: ReceivedColumn = {
      name,
      ...(label && { label }),
      ...(/^y/i.test(cell('identifier')) && { identifier: true }),
    }
    if (kind === 'checkbox')
      return choicesOf(cell('choices')).map(({ value, label: choice }) => ({
        ...common,
        ...{
          name: `${name}___${value.toLowerCase()}`,
          label: [label, choice].filter(Boolean).join(': '),
          labels: checked,
        },
      }))
    return [{ ...common, ...meaningOf(kind, cell) }]
  })
  return [
    ...columns,
    ...[...forms].map((form): ReceivedColumn => ({ name: `${form}_complete`, labels: complete })),
  ]
}

const checked = [
  { value: '0', label: 'Unchecked' },
  { value: '1', label: 'Checked' },
]
const complete = [
  { value: '0', label: 'Incomplete' },
  { value: '1', label: 'Unverified' },
  { value: '2', label: 'Complete' },
]

function meaningOf(
  kind: string,
  cell: (part: 'choices' | 'check' | 'min' | 'max') => string,
): Partial<ReceivedColumn> {
  if (kind === 'yesno')
    return {
      labels: [
        { value: '1', label: 'Yes' },
        { value: '0', label: 'No' },
      ],
    }
  if (kind === 'truefalse')
    return {
      labels: [
        { value: '1', label: 'True' },
        { value: '0', label: 'False' },
      ],
    }
  if (kind === 'radio' || kind === 'dropdown') return { labels: choicesOf(cell('choices')) }
  const check = cell('check').toLowerCase()
  if (kind === 'calc' || kind === 'slider' || /^(integer|number)/.test(check)) {
    const [min, max] = [numberOf(cell('min')), numberOf(cell('max'))]
    const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
    return { type: 'number', ...(Object.keys(range).length > 0 && { range }) }
  }
  if (/^datetime/.test(check)) return { type: 'datetime' }
  if (/^date/.test(check)) return { type: 'date' }
  return /^time/.test(check) ? { type: 'time' } : { type: 'text' }
}

/** `1, Ja | 2, Nej` */
function choicesOf(text: string): { value: string; label: string }[] {
  return text.split('|').flatMap((choice) => {
    const cut = choice.indexOf(',')
    const value = (cut < 0 ? choice : choice.slice(0, cut)).trim()
    return value ? [{ value, label: cut < 0 ? value : plainLabel(choice.slice(cut + 1)) }] : []
  })
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replace(',', '.'))
  return text !== '' && Number.isFinite(value) ? value : undefined
}
