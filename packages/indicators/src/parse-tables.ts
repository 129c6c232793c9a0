import tablesSchema from '../../../data/schema/tables.schema.json' with { type: 'json' }
import type { Codebook, Variable } from './codebook.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { Dimension, DimensionCategory, Measure, PrintedStatistic, PublishedTable } from './published.ts'
import { readYaml } from './read-yaml.ts'
import type { Study } from './study.ts'
import type { StudyFile, UnitFile } from './study-folder.ts'
import type { Text } from './text.ts'

type Written<Part extends { label: Text }> = Omit<Part, 'label'> & { label?: Text }
type WrittenDimension = Omit<Dimension, 'label' | 'categories'> & {
  label?: Text
  categories?: Written<DimensionCategory>[]
}
type WrittenTable = Omit<PublishedTable, 'dimensions' | 'measures'> & {
  dimensions: WrittenDimension[]
  measures: Written<Measure>[]
}

/**
 * Reads `published/tables.yaml`. What the file leaves out is taken from the codebook: a dimension's categories and
 * label, a measure's label; the rows of a table that is a unit's own file are that file's keys.
 */
export function parseTables(
  file: StudyFile,
  study: Study,
  codebook: Codebook,
  unitFiles: UnitFile[],
): { tables: PublishedTable[]; problems: Problem[] } {
  const { content, problems, line } = readYaml<{ tables: WrittenTable[] }>(file, tablesSchema)
  if (!content) return { tables: [], problems }
  const say = (path: (string | number)[], rule: string, message: string) =>
    problems.push({ file: file.path, row: line(path), rule, severity: 'stops', message })
  const named = (id: string | undefined) =>
    codebook.variables.find((variable) => variable.id === id) ??
    codebook.variables.find(({ aliases }) => id !== undefined && aliases?.includes(id))
  const units = study.units.map(({ id }) => id)

  const tables = content.tables.map((table, index): PublishedTable => {
    const at = (...path: (string | number)[]) => ['tables', index, ...path]
    const mustBe = (path: (string | number)[], what: string, name: string | undefined, known: string[]) => {
      if (name !== undefined && !known.includes(name))
        say(path, 'reference', `unknown ${what}: ${name}${didYouMean(name, known)}`)
    }
    if (content.tables.findIndex(({ id }) => id === table.id) < index)
      say(at('id'), 'duplicate-key', `expected each table once, found ${table.id} again`)
    mustBe(at('unit'), 'unit', table.unit, units)
    mustBe(at('rows'), 'unit', table.rows, units)
    const rows = unitFiles.find(({ unit }) => unit === table.rows)
    const key = study.units.find(({ id }) => id === table.rows)?.key

    const dimensions = table.dimensions.map((dimension, d): Dimension => {
      const variable = named(dimension.variable)
      const written: Written<DimensionCategory>[] =
        dimension.categories ?? (dimension.variable === key ? [] : (variable?.categories ?? []))
      const keys = dimension.variable === key && rows && key ? rows.rows.map(({ values }) => values[key]) : []
      if (!variable && !dimension.categories)
        say(
          at('dimensions', d, 'variable'),
          'reference',
          `unknown variable: ${dimension.variable}${didYouMean(dimension.variable, allNames(codebook))}; a dimension of the table's own lists its categories`,
        )
      const ids = written.map(({ id }) => id)
      for (const [c, category] of written.entries()) {
        const path = at('dimensions', d, 'categories', c)
        const of = category.variable === undefined ? undefined : named(category.variable)
        if (category.variable !== undefined && !of)
          mustBe([...path, 'variable'], 'variable', category.variable, allNames(codebook))
        mustBe([...path, 'category'], `category of ${of?.id}`, category.category, categoryIds(of))
        for (const part of category.sumOf ?? []) mustBe([...path, 'sumOf'], 'category', part, ids)
      }
      return {
        ...dimension,
        label: dimension.label ?? variable?.label ?? same(dimension.variable),
        categories: [
          ...keys.map((id) => ({
            id,
            label: variable?.categories?.find((c) => c.id === id)?.label ?? same(id),
          })),
          ...written.map((category) => ({ ...category, label: category.label ?? labelOf(category, named) })),
        ],
      }
    })

    const measureIds = table.measures.map(({ id }) => id)
    const dimensionIds = dimensions.map(({ variable }) => variable)
    const measures = table.measures.map((measure, m): Measure => {
      const path = at('measures', m)
      for (const name of ['of', 'numerator', 'denominator', 'printedWith', 'between'] as const)
        for (const other of listOf((measure as Record<string, unknown>)[name]))
          mustBe([...path, name], 'measure', other, measureIds)
      for (const name of ['over', 'x', 'y'] as const)
        for (const other of listOf((measure as Record<string, unknown>)[name]))
          mustBe([...path, name], 'dimension', other, dimensionIds)
      return { ...measure, label: measure.label ?? named(measure.id)?.label ?? same(measure.id) } as Measure
    })
    const statistics = table.statistics?.map((statistic, s): PrintedStatistic => {
      for (const name of ['x', 'y'] as const)
        if (!named(statistic[name]))
          mustBe(at('statistics', s, name), 'variable', statistic[name], allNames(codebook))
      return statistic
    })
    return { ...table, dimensions, measures, ...(statistics && { statistics }) }
  })
  return { tables, problems }
}

function labelOf(
  { id, variable, category }: Written<DimensionCategory>,
  named: (id: string | undefined) => Variable | undefined,
): Text {
  const of = named(variable)
  return of?.categories?.find((known) => known.id === category)?.label ?? of?.label ?? same(id)
}

const same = (text: string): Text => ({ da: text, en: text })
const categoryIds = (variable: Variable | undefined) => variable?.categories?.map(({ id }) => id) ?? []
const allNames = ({ variables }: Codebook) => variables.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])])
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []
