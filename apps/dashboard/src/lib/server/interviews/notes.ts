import { codesOfRule, isUnder, type WrittenCondensation } from '@pejling/indicators'
import { listWrittenCondensations, may } from '@pejling/ledger'
import {
  type CondensationList,
  findRules,
  listCondensations,
  listMemos,
  type MemoList,
  type MemoQuestion,
} from '@pejling/warehouse'
import { answerable } from '../editions.ts'
import { fromLedger } from '../from-ledger.ts'
import { getHouse } from '../house.ts'
import type { InterviewRoom } from './interview-room.ts'

/** The condensations of a code or a unit; over those of the live edition lies what was written since. */
export async function condensationsIn(
  room: InterviewRoom,
  asked: { code?: string; unit?: string } = {},
): Promise<CondensationList> {
  const { edition, study, reading, viewer } = room
  const written = await writtenIn(room)
  return answerable(listCondensations(edition, { study: study.id, ...asked }, reading, viewer, written))
}

/** What was written in the house; an older edition says what it said. */
export async function writtenIn({ study, older }: InterviewRoom): Promise<WrittenCondensation[]> {
  if (older !== undefined || !getHouse().ledger) return []
  return fromLedger(({ ledger }) => listWrittenCondensations(ledger, study.id))
}

/** The condensations of a unit that bear on a value: of the codes its rule counts, or of all where coders judged. */
export async function condensationsOfRule(
  room: InterviewRoom,
  variable: string,
  unit: string,
): Promise<CondensationList> {
  const rules = await findRules(room.edition, room.study.id)
  const rule = rules?.rules.find((one) => one.variable === variable)
  const codes = rule && rules ? codesOfRule(rule, rules) : []
  const found = await condensationsIn(room, { unit })
  if (codes.length === 0) return found
  const condensations = found.condensations.filter(({ code }) =>
    codes.some((one) => isUnder(code, one) || isUnder(one, code)),
  )
  return { ...found, condensations, n: condensations.length }
}

export async function memosIn(
  { edition, study, reading, viewer }: InterviewRoom,
  asked: Omit<MemoQuestion, 'study'> = {},
): Promise<MemoList> {
  return answerable(listMemos(edition, { study: study.id, ...asked }, reading, viewer))
}

/** May the one who asks write condensations: code interviews and read them, in the live edition? */
export function mayCondense(locals: App.Locals, room: InterviewRoom): boolean {
  return room.older === undefined && mayWork(locals, room, 'code-interviews')
}

/** May the one who asks hide words of notes? */
export function mayMask(locals: App.Locals, room: InterviewRoom): boolean {
  return mayWork(locals, room, 'mask-passages')
}

function mayWork(
  { account }: App.Locals,
  { reading, viewer }: InterviewRoom,
  what: 'code-interviews' | 'mask-passages',
): boolean {
  return !('refused' in reading) && viewer.rows && may(account?.role, what) && getHouse().ledger !== undefined
}
