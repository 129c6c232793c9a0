import {
  askedVariable,
  questionOf,
  readCsv,
  roundVariable,
  type Unit,
  unitFiles,
  type Variable,
} from '@pejling/indicators'
import { ancestors, isRound } from '../unit-table.ts'
import { addressOf, join, type LineageParts, named, put } from './lineage-parts.ts'

/** So much of a file is read for its first line. */
const headBytes = 65_536

/** The units' files, their columns, and the variables these become; round by round where there are rounds. */
export async function addRows(parts: LineageParts): Promise<void> {
  const { study, codebook, graph, paths } = parts
  const headers = await readHeaders(parts)
  const rounds = study.rounds ?? []
  for (const { unit: id, round, path } of unitFiles(study, rounds, paths)) {
    const unit = study.units.find((unit) => unit.id === id)!
    const keys = ancestors(study, unit).map(({ key }) => key)
    for (const variable of codebook.variables) {
      if (variable.leftOut || variable.derived || isRound(study, variable)) continue
      if (variable.unit !== id && !keys.includes(variable.id)) continue
      const held = rounds.find((one) => one.id === round)
      const asked = held ? askedVariable(variable, study.instruments ?? [], held)?.variable : variable
      if (!asked) continue
      const name = nameIn(headers.get(path) ?? [], asked)
      const column = put(graph, {
        ...{ address: addressOf.column(path, name), kind: 'column', name, label: named(name), of: path },
        places: [{ in: 'file', file: path, line: 1 }],
      })
      join(graph, { from: addressOf.file(path), to: column, line: 1 })
      join(graph, { from: column, to: addressOf.variable(variable.id) })
    }
  }
  for (const { id } of rounds)
    join(graph, { from: addressOf.file(`rounds/${id}/round.yaml`), to: addressOf.variable(roundVariable) })
  for (const { id } of codebook.variables) {
    const asked = questionOf(id, study.instruments ?? [])
    if (!asked) continue
    const from = addressOf.file(`instruments/${asked.instrument.id}.yaml`)
    join(graph, { from, to: addressOf.variable(id), beside: true })
  }
}

/** The column a variable stands in, as the survey pipeline finds it. */
function nameIn(header: string[], { id, aliases = [], reading }: Variable): string {
  const names = [reading?.column ?? id, ...aliases]
  return names.find((name) => header.includes(name)) ?? names[0]
}

async function readHeaders({ edition, study }: LineageParts): Promise<Map<string, string[]>> {
  const found = await edition.query<{ path: string; head: Uint8Array | null }>(
    `SELECT path, content[1:${headBytes}] AS head FROM source_file WHERE study = $study AND path LIKE '%.csv'`,
    { study: study.id },
  )
  return new Map(
    found.flatMap(({ path, head }): [string, string[]][] => {
      const unit = study.units.find(({ file, id }) => file === path || path.endsWith(`/${id}.csv`))
      return head && unit ? [[path, header(head, unit)]] : []
    }),
  )
}

function header(head: Uint8Array, { format }: Unit): string[] {
  const [line] = new TextDecoder(format?.encoding ?? 'utf-8')
    .decode(head)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, 1)
  return readCsv(line, format?.delimiter).records[0]?.fields ?? []
}
