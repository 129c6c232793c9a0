import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Codebook,
  deriveSteps,
  type Derivation,
  type Instrument,
  type Problem,
  problemLine,
  type Round,
  type Study,
  type Variable,
} from '@pejling/indicators'
import {
  isNumber,
  literal,
  missingColumn,
  rows,
  variablesOf,
  withDatabase,
  writeRows,
} from '@pejling/warehouse'
import { derivedFile, deriveVariables, type UnitRows } from '../src/index.ts'

export const text = (word: string) => ({ da: word, en: word })

export function variable(id: string, unit: string, rest: Partial<Variable> = {}): Variable {
  return {
    ...{ id, label: text(id), unit, scale: 'ratio', quality: 'structure', disclosure: 'open' },
    ...rest,
  }
}

export function categories(...ids: string[]): Pick<Variable, 'scale' | 'categories'> {
  return { scale: 'ordinal', categories: ids.map((id) => ({ id, label: text(id) })) }
}

/** A derivation without the words that say why. */
export type Bare<D = Derivation> = D extends Derivation ? Omit<D, 'note'> : never
export const made = (derived: Bare): Pick<Variable, 'derived'> => ({
  derived: { ...derived, note: text('why') } as Derivation,
})

/** Municipalities, institutions in them, children in those; with rounds or without. */
export function trialStudy(hasRounds: boolean): Study {
  const unit = (id: string, within?: string) => ({
    ...{ id, label: text(id), plural: text(id), key: `${id}_id`, within },
    ...(hasRounds && id !== 'municipality' ? { rounds: true as const } : { file: `${id}.csv` }),
  })
  return {
    ...{ id: 'trial', title: text('t'), summary: text('s'), synthetic: true, licence: text('l'), limits: [] },
    source: { citation: 'Made up for a test.', year: 2026 },
    units: [unit('municipality'), unit('institution', 'municipality'), unit('child', 'institution')],
    design: { note: text('n'), assigned: [], reportingLevel: 0.05, sizes: {} },
  }
}

/** A cell: a value, or why there is none (`!not_asked`). */
export type Cell = string | number
export type Table = { unit: string; round?: string; rows: Record<string, Cell>[] }

export const keys = ['municipality', 'institution', 'child'].map((unit) =>
  variable(`${unit}_id`, unit, { scale: 'identifier' }),
)

/** Makes all derived variables of some tables by their steps, as the runner does: unit → round → rows. */
export async function madeRows(given: {
  variables: Variable[]
  tables: Table[]
  sql?: Record<string, string>
  rounds?: Round[]
  instruments?: Instrument[]
}): Promise<{ rows: Record<string, Record<string, Cell | null>[]>; problems: string[]; steps: string[] }> {
  const { variables, tables, sql = {}, rounds = [], instruments = [] } = given
  const study = trialStudy(rounds.length > 0)
  const codebook: Codebook = { study: 'trial', variables: [...keys, ...variables] }
  const folder = await mkdtemp(join(tmpdir(), 'pejling-derive-test-'))
  try {
    const files = await Promise.all(
      tables.map((table, i) => writeTable(study, codebook, table, join(folder, `${i}.parquet`))),
    )
    const roundsOf = Object.fromEntries(
      study.units.map(({ id }) => [
        id,
        files.flatMap((file) => (file.unit === id && file.round ? [file.round] : [])),
      ]),
    )
    const steps = deriveSteps(study, codebook, roundsOf)
    const problems: Problem[] = []
    for (const [i, step] of steps.entries()) {
      const output = join(folder, `step-${i}`)
      await mkdir(output)
      const seen =
        step.round === undefined
          ? files
          : files.filter(({ round }) => round === undefined || round === step.round)
      const done = await deriveVariables({
        ...{ study, codebook, rounds, instruments, step, sql, output },
        files: seen,
      })
      problems.push(...done.problems)
      if (done.problems.length > 0) break
      for (const file of files)
        if (file.unit === step.unit && (step.round === undefined || step.round === file.round))
          file.derived.push(join(output, derivedFile(step.round === undefined ? file.round : undefined)))
    }
    return {
      rows: problems.length > 0 ? {} : await read(files, codebook),
      problems: problems.map(problemLine),
      steps: steps.map(({ name }) => name),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function writeTable(
  study: Study,
  codebook: Codebook,
  table: Table,
  file: string,
): Promise<UnitRows> {
  const unit = study.units.find(({ id }) => id === table.unit)!
  const own = variablesOf(study, codebook, unit).filter(({ derived }) => !derived)
  const columns = Object.fromEntries([
    ['line', 'BIGINT'],
    ...own.flatMap((found) => [
      [found.id, isNumber(found) ? 'DOUBLE' : 'VARCHAR'],
      [missingColumn(found.id), 'VARCHAR'],
    ]),
  ]) as Record<string, string>
  const written = table.rows.map((row, i) => {
    const cells = own.flatMap(({ id }) => {
      const cell = row[id] ?? '!not_answered'
      const reason = typeof cell === 'string' && cell.startsWith('!') ? cell.slice(1) : null
      return [
        [id, reason === null ? cell : null],
        [missingColumn(id), reason],
      ]
    })
    return { line: i + 2, ...(Object.fromEntries(cells) as object) }
  })
  await withDatabase((connection) => writeRows(connection, written, columns, file))
  return { unit: table.unit, ...(table.round ? { round: table.round } : {}), rows: file, derived: [] }
}

/** The derived values, in line order: a value, or why there is none. */
async function read(
  files: UnitRows[],
  { variables }: Codebook,
): Promise<Record<string, Record<string, Cell | null>[]>> {
  const found: Record<string, Record<string, Cell | null>[]> = {}
  for (const { unit, round, rows: own, derived } of files) {
    if (derived.length === 0) continue
    const ids = variables.filter((v) => v.unit === unit && v.derived).map(({ id }) => id)
    const joins = derived.map((file, i) => `JOIN read_parquet(${literal(file)}) d${i} USING (line)`).join(' ')
    const lines = await withDatabase((connection) =>
      rows<Record<string, Cell | null>>(
        connection,
        `SELECT * FROM read_parquet(${literal(own)}) own ${joins} ORDER BY line`,
      ),
    )
    found[round ? `${unit} ${round}` : unit] = lines.map((line) =>
      Object.fromEntries(
        ids.map((id) => {
          const why = line[missingColumn(id)]
          if ((why === null) === (line[id] === null))
            throw new Error(`${id}: expected a value or a reason, found ${line[id]} and ${why}`)
          return [id, why === null ? line[id] : `!${why}`]
        }),
      ),
    )
  }
  return found
}
