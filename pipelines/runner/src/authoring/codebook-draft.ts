import { withDelimited } from '@pejling/receive'
import { type Dialect, withDatabase } from '@pejling/warehouse'
import { Document, isMap, type Scalar, type YAMLMap } from 'yaml'
import { columnProfiles } from './column-profile.ts'
import { fileDialect } from './file-dialect.ts'
import { type GuessedVariable, guessedVariable } from './guessed-variable.ts'

/**
 * A first `codebook.yaml` for a file as received: scales, categories, missing codes and marks guessed from all its rows,
 * with a comment wherever a person should look. It is a codebook that can be used as it is; labels are the file's words.
 *
 * @throws what `fileDialect` and `withDelimited` throw
 */
export async function codebookDraft(
  file: string,
  { study = 'my-study', unit = 'institution' }: { study?: string; unit?: string } = {},
): Promise<{ yaml: string; dialect: Required<Dialect>; variables: GuessedVariable[] }> {
  const dialect = await fileDialect(file)
  const profiles = await withDatabase((connection) =>
    withDelimited({ name: file, path: file }, dialect, (delimited) => columnProfiles(connection, delimited)),
  )
  const variables = unique(profiles.map(guessedVariable))
  return { yaml: written(study, unit, variables, dialect), dialect, variables }
}

function unique(variables: GuessedVariable[]): GuessedVariable[] {
  const ids = variables.map(({ id }) => id)
  return variables.map((variable, i) =>
    ids.indexOf(variable.id) < i
      ? {
          ...variable,
          id: `${variable.id}_${i + 1}`,
          reading: { ...variable.reading, column: variable.name },
        }
      : variable,
  )
}

function written(
  study: string,
  unit: string,
  variables: GuessedVariable[],
  { delimiter, encoding }: Required<Dialect>,
): string {
  const document = new Document({ study, variables: variables.map((variable) => contentOf(variable, unit)) })
  document.commentBefore = [
    ' A draft guessed from the file. Labels are its own words: translate en, and say what each variable means.',
    ` In study.yaml the unit needs  format: { delimiter: '${delimiter === '\t' ? '\\t' : delimiter}', encoding: ${encoding} }`,
  ].join('\n')
  const list = document.get('variables') as { items: YAMLMap[] }
  for (const [i, { comments }] of variables.entries())
    if (comments.length > 0) list.items[i].commentBefore = comments.map((comment) => ` ${comment}`).join('\n')
  for (const item of list.items)
    for (const key of ['label', 'reading']) {
      const node = item.get(key)
      if (isMap(node)) node.flow = key === 'label'
    }
  for (const item of list.items) flowCategories(item)
  return document.toString({ lineWidth: 110, singleQuote: true })
}

function contentOf(
  { id, name, scale, disclosure, categories, decimals, reading }: GuessedVariable,
  unit: string,
): object {
  const marks = Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined))
  return {
    ...{ id, label: { da: name, en: name }, unit, scale },
    ...(categories
      ? { categories: categories.map(({ id, text }) => ({ id, label: { da: text, en: text } })) }
      : {}),
    ...(decimals === undefined ? {} : { decimals }),
    ...{ quality: 'structure', disclosure },
    ...(Object.keys(marks).length > 0 ? { reading: marks } : {}),
  }
}

function flowCategories(item: YAMLMap): void {
  const categories = item.get('categories') as { items: YAMLMap[] } | undefined
  for (const category of categories?.items ?? []) {
    const label = category.get('label')
    if (isMap(label)) label.flow = true
    // A category is known by a text, never by a number.
    const id = category.get('id', true) as Scalar
    if (/^\d/.test(String(id.value))) id.type = 'QUOTE_SINGLE'
  }
}
