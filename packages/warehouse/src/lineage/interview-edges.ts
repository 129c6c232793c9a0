import { codesOfRule, definitionLines, isUnder, judgementFile } from '@pejling/indicators'
import { hasTable } from '../has-table.ts'
import { findRules } from '../interviews/agreement/study-rules.ts'
import { editionTable } from '../interviews/interview-tables.ts'
import { addressOf, join, type LineageParts, named, put } from './lineage-parts.ts'

/**
 * The codes interviews were coded with, each from the files that speak of it, and what the rules make of them: a variable is
 * made of the codes its rule counts, or of what coders judged.
 */
export async function addCoded({ edition, study, graph, text }: LineageParts): Promise<void> {
  if (!(await hasTable(edition, editionTable('code')))) return
  const codes = await edition.query<{ code: string; name: string; files: string[] }>(
    `SELECT code, any_value(name) AS name, list_sort(list(DISTINCT file)) AS files
     FROM (SELECT code, position, name, file FROM ${editionTable('code')} WHERE study = $study
       UNION ALL SELECT DISTINCT code, NULL, NULL, file FROM ${editionTable('coding')} WHERE study = $study)
     GROUP BY code ORDER BY any_value(position)`,
    { study: study.id },
  )
  for (const { code, name, files } of codes) {
    const to = put(graph, {
      ...{ address: addressOf.code(code), kind: 'code', name: code, label: named(name) },
      places: [{ in: 'code', code }],
    })
    for (const file of files) join(graph, { from: addressOf.file(file), to })
  }
  const rules = await findRules(edition, study.id)
  const lines = definitionLines(await text('rules.yaml'), 'rules', 'variable')
  for (const rule of rules?.rules ?? []) {
    const to = addressOf.variable(rule.variable)
    join(graph, { from: addressOf.file('rules.yaml'), to, line: lines[rule.variable], beside: true })
    if (rule.kind === 'judgement') join(graph, { from: addressOf.file(judgementFile), to })
    const counted = codesOfRule(rule, rules!)
    for (const { code } of codes)
      if (counted.some((above) => isUnder(code, above))) join(graph, { from: addressOf.code(code), to })
  }
}
