import type { Language, Variable } from '@pejling/indicators'

/** Looks up the name of a variable's category; a value without one is its own name. */
export function variableLabels(
  variables: Variable[],
  language: Language,
): (variable: string, value: string | number | undefined) => string | null {
  const names = new Map(
    variables.flatMap(({ id, categories = [] }) =>
      categories.map((category): [string, string] => [`${id} ${category.id}`, category.label[language]]),
    ),
  )
  return (variable, value) =>
    value === undefined ? null : (names.get(`${variable} ${value}`) ?? String(value))
}
