import { askRelation } from '@pejling/association'
import { exportRelation, type Format, formats, takenAlong } from '@pejling/export'
import { didYouMean, type Relation, toQuery, type Viewer } from '@pejling/indicators'
import { readConfiguration } from '@pejling/operation'
import { parseLanguage } from './parse-language.ts'
import { writeOut } from './write-out.ts'
import type { Edition } from '@pejling/warehouse'

/** What file is wanted, as the command line has it. */
export type WantedFile = { format: string; figure?: string; language: string; output?: string }

/**
 * Writes a relation as a file, or to standard output: the same bytes as the page's.
 *
 * @throws `export: expected one of csv-da, csv, …, found xls (did you mean xlsx?)`, `language: expected da or en, found se`
 */
export async function writeRelationFile(
  edition: Edition,
  relation: Relation,
  viewer: Viewer,
  { format, figure, language, output }: WantedFile,
): Promise<void> {
  if (!isFormat(format))
    throw new Error(
      `export: expected one of ${formats.join(', ')}, found ${format}${didYouMean(format, formats)}`,
    )
  const spoken = parseLanguage(language)
  const { origin = '' } = readConfiguration(process.env)
  const addressOf = (asked: Relation) => `${origin}/relations${toQuery(asked)}`
  const exported = takenAlong(await askRelation(edition, relation, viewer), addressOf)
  const { content } = await exportRelation(exported, format, spoken, figure)
  await writeOut(content, output)
}

const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text)
