import { type AuditFinding, shownFindings, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { listAuditFindings } from '../study-queries.ts'
import type { Cause, FindingChange } from './comparison.ts'

/**
 * Findings that came or went, whose verdict is another one, or whose printed or recomputed number is: as the viewer sees
 * each edition's, so that a number that is not shown is not said to have changed.
 */
export async function compareFindings(
  { id, before, after, seenBy }: Compared,
  causes: Cause[],
): Promise<FindingChange[]> {
  const [was, is] = await Promise.all([
    byPlace(before.edition, id, seenBy),
    byPlace(after.edition, id, seenBy),
  ])
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((place): FindingChange[] => {
    const [old, young] = [was.get(place), is.get(place)]
    const { table, cell } = (young ?? old)!
    const change = changeOf(old, young)
    if (!change) return []
    const found = { ...(old && { before: shown(old) }), ...(young && { after: shown(young) }) }
    return [{ table, cell, change, ...found, causes }]
  })
}

type Compared = { id: string; before: { edition: Edition }; after: { edition: Edition }; seenBy: Viewer }

function changeOf(
  before: AuditFinding | undefined,
  after: AuditFinding | undefined,
): FindingChange['change'] | undefined {
  if (!before) return 'added'
  if (!after) return 'removed'
  if (before.verdict !== after.verdict) return 'verdict'
  const isSame = before.printed === after.printed && before.recomputed === after.recomputed
  return isSame && before.rule === after.rule ? undefined : 'number'
}

/** A printed thing may have several findings: they are told apart by their order. */
async function byPlace(edition: Edition, study: string, seenBy: Viewer): Promise<Map<string, AuditFinding>> {
  const places = new Map<string, AuditFinding>()
  for (const finding of shownFindings(await listAuditFindings(edition, study), seenBy)) {
    const place = `${finding.table}\n${finding.cell}`
    let at = 0
    while (places.has(`${place}\n${at}`)) at += 1
    places.set(`${place}\n${at}`, finding)
  }
  return places
}

function shown({ printed, recomputed, verdict, rule }: AuditFinding): FindingChange['before'] {
  return { printed, ...(recomputed !== undefined && { recomputed }), verdict, rule }
}
