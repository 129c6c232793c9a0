import {
  type Codebook,
  heldThresholds,
  isOpen,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import { isNumber, missingColumn, variablesOf } from '@pejling/warehouse'

/** A table of a study in the folder: `rows` of its unit as CSV and as Parquet. */
export type UnitFiles = { unit: Unit; csv: string; parquet: string; rows: number }

/** Any other table, as CSV with a header. */
export type OtherFile = {
  name: string
  title: string
  path: string
  fields: { name: string; type: string }[]
}

export type PackageStudy = { study: Study; codebook: Codebook; units: UnitFiles[]; others: OtherFile[] }

/**
 * Studies as a Frictionless Data Package, version 2: one resource per table, with the type, the categories, the keys and
 * the range of each column. Why a value is missing stands in a column of its own, `<variable>__missing`.
 *
 * Source: Data Package Standard 2.0, datapackage.org (2024).
 */
export function dataPackage(name: string, studies: PackageStudy[]): object {
  const thresholds = studies.flatMap(({ study }) =>
    isOpen(study) ? [] : heldThresholds(study).map((held) => ({ study: study.id, ...held })),
  )
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name,
    title: studies.map(({ study }) => study.title.da).join('; '),
    description: studies.map(({ study }) => `${study.title.en}: ${study.summary.en}`).join('\n\n'),
    sources: studies.map(({ study }) => ({
      title: study.source.citation,
      ...(study.source.url && { path: study.source.url }),
    })),
    // The standard leaves other properties to whoever makes the package.
    ...(thresholds.length && { smallestCountsShown: thresholds }),
    licenses: studies.map(({ study }) => ({ name: 'other', title: study.licence.en })),
    resources: studies.flatMap((one) => [
      ...one.units.flatMap((unit) => unitResources(one, unit)),
      ...otherResources(one),
    ]),
  }
}

function unitResources(of: PackageStudy, { unit, csv, parquet, rows }: UnitFiles): object[] {
  const name = `${of.study.id}-${unit.id}`.toLowerCase()
  const shared = { title: unit.plural.en, description: unit.plural.da, schema: schemaOf(of, unit), rows }
  return [
    { name, type: 'table', path: csv, format: 'csv', mediatype: 'text/csv', encoding: 'utf-8', ...shared },
    {
      name: `${name}-parquet`,
      path: parquet,
      format: 'parquet',
      mediatype: 'application/vnd.apache.parquet',
      ...shared,
    },
  ]
}

function schemaOf({ study, codebook, units }: PackageStudy, unit: Unit): object {
  const variables = variablesOf(study, codebook, unit)
  const rounds = variables.some(({ id }) => id === 'round') ? ['round'] : []
  const outer = units.filter(({ unit: other }) => other.id === unit.within)
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: [
      { name: 'line', type: 'integer', description: 'Line in the file as received.' },
      ...variables.flatMap((variable) => [fieldOf(variable), whyMissing(variable)]),
    ],
    missingValues: [''],
    primaryKey: [unit.key, ...rounds],
    ...(outer.length && {
      foreignKeys: outer.map(({ unit: parent }) => ({
        fields: [parent.key],
        reference: { resource: `${study.id}-${parent.id}`.toLowerCase(), fields: [parent.key] },
      })),
    }),
  }
}

function fieldOf(variable: Variable): object {
  const { id, label, description, categories, scale, range } = variable
  const constraints = {
    ...(categories && { enum: categories.map((category) => category.id) }),
    ...(range?.min !== undefined && { minimum: range.min }),
    ...(range?.max !== undefined && { maximum: range.max }),
  }
  return {
    name: id,
    type: isNumber(variable) ? 'number' : 'string',
    title: label.da,
    description: [label.en, description?.en].filter(Boolean).join('. '),
    ...(categories && {
      categories: categories.map((category) => ({ value: category.id, label: category.label.da })),
      categoriesOrdered: scale === 'ordinal',
    }),
    ...(Object.keys(constraints).length && { constraints }),
  }
}

function whyMissing({ id }: Variable): object {
  return {
    name: missingColumn(id),
    type: 'string',
    description: `Why ${id} has no value; empty if it has one.`,
  }
}

function otherResources({ others }: PackageStudy): object[] {
  return others.map(({ name, title, path, fields }) => ({
    ...{ name, title, path, type: 'table', format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    schema: { $schema: 'https://datapackage.org/profiles/2.0/tableschema.json', fields, missingValues: [''] },
  }))
}
