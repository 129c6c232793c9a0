import { definitionLines, inputsOf, type Variable, variablesOfCheck } from '@pejling/indicators'
import { listStudyChecks } from '../check-queries.ts'
import { listIndicators } from '../indicator-queries.ts'
import { addressOf, join, type LineageParts, put } from './lineage-parts.ts'
import { selectColumns } from './select-columns.ts'

/** Derived variables and what they are made from; of a `.sql` file what its query reads for each of its columns. */
export async function addDerived(parts: LineageParts): Promise<void> {
  const { graph, codebook } = parts
  for (const { id, derived, leftOut } of codebook.variables) {
    if (!derived || leftOut) continue
    const to = addressOf.variable(id)
    if (derived.kind === 'sql') join(graph, { from: addressOf.file(derived.file), to })
    if (derived.kind === 'aggregate' && derived.variable === undefined)
      join(graph, { from: addressOf.table(derived.of), to, beside: true })
    const inputs =
      derived.kind === 'sql'
        ? await readBy(parts, derived.file, derived.inputs, [id, `${id}__missing`])
        : inputsOf(derived)
    for (const from of inputs) join(graph, { from: addressOf.variable(from), to })
  }
}

/** Indicators, by all their definitions, and the checks of `checks.yaml` with what they look at. */
export async function addUses(parts: LineageParts): Promise<void> {
  const { graph, study, edition } = parts
  const indicatorLines = definitionLines(await parts.text('indicators.yaml'), 'indicators')
  for (const { indicator } of await listIndicators(edition, study.id)) {
    const to = put(graph, {
      ...{ address: addressOf.indicator(indicator.id), kind: 'indicator', name: indicator.id },
      label: indicator.label,
      places: [{ in: 'codebook', variable: indicator.definitions.at(-1)!.variable }],
    })
    for (const { variable } of indicator.definitions) join(graph, { from: addressOf.variable(variable), to })
    const line = indicatorLines[indicator.id]
    join(graph, { from: addressOf.file('indicators.yaml'), to, line, beside: true })
  }
  for (const check of await listStudyChecks(edition, study.id)) {
    const to = put(graph, {
      ...{ address: addressOf.check(check.id), kind: 'check', name: check.id, label: check.note },
      places: [{ in: 'file', file: 'checks.yaml', line: check.row }],
    })
    join(graph, { from: addressOf.file('checks.yaml'), to, line: check.row, beside: true })
    if (check.kind === 'sum' && check.published) join(graph, { from: `printed-cell/${check.published}`, to })
    if (check.kind === 'sum' && check.unit)
      join(graph, { from: addressOf.table(check.unit), to, beside: true })
    if (check.kind === 'sql') join(graph, { from: addressOf.file(check.file), to })
    const looksAt =
      check.kind === 'sql' ? await readBy(parts, check.file, check.inputs) : variablesOfCheck(check)
    for (const variable of looksAt) join(graph, { from: addressOf.variable(variable), to })
  }
}

/** What stands where in the files that define it. */
export async function addDefinitions({ graph, codebook, text }: LineageParts): Promise<void> {
  const lines = definitionLines(await text('codebook.yaml'), 'variables')
  for (const { id } of codebook.variables)
    join(graph, {
      ...{ from: addressOf.file('codebook.yaml'), to: addressOf.variable(id), beside: true },
      // What the pipeline made itself, such as the round, stands in no file.
      ...(lines[id] === undefined ? {} : { line: lines[id] }),
    })
}

/** The declared inputs a query reads, for some of its columns or (for all that it gives) for the query as a whole. */
async function readBy(
  { edition, text }: LineageParts,
  file: string,
  inputs: string[],
  columns?: string[],
): Promise<string[]> {
  const [{ tree }] = await edition.query<{ tree: string }>(
    'SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS tree',
    { sql: await text(file) },
  )
  const { statements } = JSON.parse(tree) as { statements?: unknown[] }
  if (statements?.length !== 1) return inputs
  const known = inputs.flatMap((input) => [input, `${input}__missing`])
  const read = selectColumns(statements[0], known)
  const wanted = columns?.map((column) => column.toLowerCase()) ?? Object.keys(read)
  const names = [...wanted, '*'].flatMap((column) => read[column] ?? [])
  return inputs.filter((input) => names.includes(input) || names.includes(`${input}__missing`))
}

/** Is it known from print only? */
export function isPrintedOnly({ leftOut }: Variable): boolean {
  return leftOut !== undefined
}
