import claimsSchema from '../../../data/schema/claims.schema.json' with { type: 'json' }
import type { Claim, Expression } from './claim.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { PublishedTable } from './published.ts'
import { readYaml } from './read-yaml.ts'
import type { Study } from './study.ts'
import type { StudyFile } from './study-folder.ts'

/** Reads `published/claims.yaml` and checks that every claim rests on tables, units, sizes and claims that are there. */
export function parseClaims(
  file: StudyFile,
  study: Study,
  tables: PublishedTable[],
): { claims: Claim[]; problems: Problem[] } {
  const { content, problems, line } = readYaml<{ claims: Omit<Claim, 'file' | 'line'>[] }>(file, claimsSchema)
  if (!content) return { claims: [], problems }
  const ids = content.claims.map(({ id }) => id)
  const claims = content.claims.map((claim, index): Claim => {
    const row = line(['claims', index])
    const say = (rule: string, message: string) =>
      problems.push({ file: file.path, row, variable: claim.id, rule, severity: 'stops', message })
    if (ids.indexOf(claim.id) < index)
      say('duplicate-key', `expected each claim once, found ${claim.id} again`)
    for (const expression of [claim.is, claim.atMost, claim.parts, claim.outOf, ...(claim.range ?? [])])
      for (const message of expression ? wrongIn(expression) : []) say('reference', message)
    return { ...claim, file: file.path, line: row }
  })
  return { claims, problems }

  function wrongIn(expression: Expression): string[] {
    const known = (what: string, name: string, names: string[]) =>
      names.includes(name) ? [] : [`unknown ${what}: ${name}${didYouMean(name, names)}`]
    const units = study.units.map(({ id }) => id)
    if ('claim' in expression) return known('claim', expression.claim, ids)
    if ('size' in expression) return known('size', expression.size, Object.keys(study.design.sizes))
    if ('count' in expression) return known('unit', expression.count, units)
    if ('lowest' in expression) return known('unit', expression.lowest, units)
    if ('highest' in expression) return known('unit', expression.highest, units)
    if ('sum' in expression) return expression.sum.flatMap(wrongIn)
    if ('difference' in expression) return expression.difference.flatMap(wrongIn)
    if ('share' in expression) return expression.share.flatMap(wrongIn)
    return wrongCell(expression.cell, tables)
  }
}

/** What is wrong with the address of a printed cell, `table/category/…/measure`: one line each. */
export function wrongCell(address: string, tables: PublishedTable[]): string[] {
  const [tableId, ...place] = address.split('/')
  const table = tables.find(({ id }) => id === tableId)
  const ids = tables.map(({ id }) => id)
  if (!table) return [`unknown table: ${tableId}${didYouMean(tableId, ids)}`]
  if (place.length !== table.dimensions.length + 1)
    return [`expected table, ${table.dimensions.length} categories and a measure, found ${address}`]
  const levels = [
    ...table.dimensions.map(({ variable, categories, adds }) => ({
      what: `category of ${variable}`,
      names: [...categories.map(({ id }) => id), '*', ...(adds ? ['total'] : [])],
    })),
    { what: 'measure', names: table.measures.map(({ id }) => id) },
  ]
  return levels.flatMap(({ what, names }, i) =>
    names.includes(place[i]) ? [] : [`unknown ${what}: ${place[i]}${didYouMean(place[i], names)}`],
  )
}
