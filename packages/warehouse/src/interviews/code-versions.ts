import { type CodeChange, isUnder, type Text } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { hasTable } from '../has-table.ts'
import { remembered } from '../remembered.ts'

/** A change of the tree that a code came out of or was changed by, and how many codings went with it. */
export type CodeVersion = {
  kind: CodeChange['kind']
  /** ISO 8601 date. */
  date: string
  reason: Text
  /** The codes as they were called, and as they were called afterwards; `codings` moved from the one to the other, if counts may be shown. */
  moved: { from: string; to: string; codings?: number }[]
}

type ChangeRow = {
  position: number
  kind: CodeChange['kind']
  date: string
  from: string
  to: string
  codings: number
  da: string
  en: string
}

const readChanges = remembered(async (edition, study): Promise<ChangeRow[]> => {
  if (!(await hasTable(edition, 'interview_code_change'))) return []
  return edition.query<ChangeRow>(
    `SELECT position, kind, date, from_code AS "from", to_code AS "to", codings, reason_da AS da, reason_en AS en
     FROM interview_code_change WHERE study = $study ORDER BY position, rowid`,
    { study },
  )
})

/** What became of a code since the interviews were coded, the last change first; also what became of those it came from. */
export async function codeVersions(edition: Edition, study: string, code: string): Promise<CodeVersion[]> {
  const rows = await readChanges(edition, study)
  const names = new Set([code])
  const found: CodeVersion[] = []
  for (const [, all] of [...Map.groupBy(rows, ({ position }) => position)].toReversed()) {
    const own = all.filter(({ kind, from, to }) =>
      [...names].some((name) => (kind === 'split' ? [from, to].includes(name) : isUnder(name, to))),
    )
    if (own.length === 0) continue
    for (const { kind, from, to } of own)
      for (const name of [...names])
        if (kind === 'split') names.add(from)
        else if (isUnder(name, to)) names.add(from + name.slice(to.length))
    const { kind, date, da, en } = own[0]
    // Of a split the other new codes are part of what happened.
    const moved = (kind === 'split' ? all : own).map(({ from, to, codings }) => ({ from, to, codings }))
    found.push({ kind, date, reason: { da, en }, moved })
  }
  return found
}

/** What a code is called now that was called so before; nothing if it never was. */
export async function codeSince(edition: Edition, study: string, code: string): Promise<string | undefined> {
  let now = code
  for (const { kind, from, to, codings } of await readChanges(edition, study))
    if (kind === 'split' ? now === from && codings > 0 : isUnder(now, from)) now = to + now.slice(from.length)
  return now === code ? undefined : now
}
