import { type Codebook, missingReasons, type Text } from '@pejling/indicators'
import { csvText } from './csv-text.ts'
import type { OtherFile } from './data-package.ts'

type Told = { name: string; title: string; header: string[]; rows: (string | number | undefined)[][] }

/** A table that describes the data, with the text of its file. */
export type DescribingFile = OtherFile & { content: string }

/**
 * A codebook as three tables anybody can open: every variable, the meaning of every value, and the reasons why a value may
 * be missing. What DDI and the Data Package say as well, for those who have neither.
 *
 * @param folder where they go: `codebooks/round-2`
 */
export function codebookFiles({ study, variables }: Codebook, folder: string): DescribingFile[] {
  const told: Told[] = [
    {
      ...{ name: 'variables', title: `Variables of ${study}` },
      header: [
        ...['variable', 'label_da', 'label_en', 'description_da', 'description_en', 'unit', 'scale'],
        ...['quality', 'disclosure', 'measured_in_da', 'measured_in_en', 'decimals', 'minimum', 'maximum'],
        ...['made_by_da', 'made_by_en', 'left_out_da', 'left_out_en', 'other_names'],
      ],
      rows: variables.map((one) => [
        ...[one.id, ...both(one.label), ...both(one.description), one.unit, one.scale],
        ...[one.quality, one.disclosure, ...both(one.measure), one.decimals, one.range?.min, one.range?.max],
        ...[...both(one.derived?.note), ...both(one.leftOut), one.aliases?.join('; ')],
      ]),
    },
    {
      ...{ name: 'value-labels', title: `Values of the variables of ${study}` },
      header: ['variable', 'order', 'value', 'label_da', 'label_en'],
      rows: variables.flatMap(({ id, categories = [] }) =>
        categories.map((category, i) => [id, i + 1, category.id, ...both(category.label)]),
      ),
    },
    {
      ...{ name: 'missing-reasons', title: 'Why a value is not there' },
      header: ['reason', 'label_da', 'label_en'],
      rows: Object.entries(missingReasons).map(([reason, label]) => [reason, ...both(label)]),
    },
  ]
  return told.map(({ name, title, header, rows }) => ({
    ...{ name: `${study}-${name}`, title, path: `${folder}/${name}.csv` },
    fields: header.map((field) => ({ name: field, type: numbers.has(field) ? 'number' : 'string' })),
    content: csvText(header, rows),
  }))
}

const numbers = new Set(['order', 'decimals', 'minimum', 'maximum'])

const both = (text: Text | undefined): [string?, string?] => [text?.da, text?.en]
