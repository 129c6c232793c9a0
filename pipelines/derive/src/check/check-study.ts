import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CheckResult, checkResultColumns, type Problem, type StudyCheck } from '@pejling/indicators'
import { type Connection, type Limits, withDatabase, writeRows } from '@pejling/warehouse'
import type { CheckContext } from './check-context.ts'
import type { Judged } from './judged.ts'
import { judgeRows } from './row-rules.ts'
import { judgeShare } from './share.ts'
import { judgeShift } from './shift.ts'
import { judgeSql } from './sql-rule.ts'
import { judgeSum } from './sum.ts'

export type CheckWork = CheckContext & {
  checks: StudyCheck[]
  /** The folder `checks.parquet` goes to. */
  output: string
  limits?: Limits
}

/**
 * Holds a study's tables against its checks, set by set: one result for each check (and round, where each is judged by
 * itself) in `checks.parquet`, and a problem of the check's severity for each that failed.
 */
export async function checkStudy(work: CheckWork): Promise<{ rows: number; problems: Problem[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-check-'))
  try {
    return await withDatabase(
      async (connection) => {
        const results: CheckResult[] = []
        const problems: Problem[] = []
        for (const check of work.checks) {
          const found = await judge(connection, work, check, folder)
          problems.push(...found.problems)
          for (const judged of found.judged) {
            results.push({
              ...{ study: work.study.id, check: check.id, kind: check.kind, severity: check.severity },
              ...judged,
            })
            if (judged.passed === false) problems.push(problemOf(work.study.id, check, judged))
          }
        }
        await writeRows(connection, results, checkResultColumns, join(work.output, 'checks.parquet'))
        return { rows: results.length, problems }
      },
      { ...work.limits, threads: 1 },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function judge(
  connection: Connection,
  work: CheckWork,
  check: StudyCheck,
  folder: string,
): Promise<{ judged: Judged[]; problems: Problem[] }> {
  const find = (id: string) => work.codebook.variables.find((variable) => variable.id === id)!
  const only = async (judged: Promise<Judged[]>) => ({ judged: await judged, problems: [] })
  switch (check.kind) {
    case 'unique':
    case 'reference':
    case 'range':
      return only(judgeRows(connection, work, check, find))
    case 'share':
      return only(judgeShare(connection, work, check, find(check.variable)))
    case 'sum':
      return only(judgeSum(connection, work, check, find))
    case 'shift':
      return only(judgeShift(connection, work, check, find(check.variable)))
    case 'sql':
      return judgeSql(connection, work, check, { folder, limits: work.limits })
  }
}

function problemOf(study: string, { id, row, severity }: StudyCheck, judged: Judged): Problem {
  const { found, least, most, round, unit, lines } = judged
  const where = [
    ...(round === null ? [] : [`round ${round}`]),
    ...(lines.length > 0
      ? [`${unit}, line ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''}`]
      : []),
  ]
  const expected =
    least !== null && most !== null
      ? least === most
        ? String(least)
        : `${least} to ${most}`
      : least === null
        ? `at most ${most}`
        : `at least ${least}`
  const rows = lines.length > 0 || (least === 0 && most === 0) ? ' rows that break it' : ''
  return {
    ...{ file: `${study}/checks.yaml`, row, variable: id, rule: 'check', severity },
    message: `expected ${expected}${rows}, found ${found}${where.length > 0 ? ` (${where.join('; ')})` : ''}`,
  }
}
