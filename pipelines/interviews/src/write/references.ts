import type { InterviewProject, Memo, MemoTarget } from '@pejling/indicators'
import { codeGuid } from './code-elements.ts'
import { guidOf } from './guid.ts'
import { element, textElement } from './xml.ts'

/** What refers to what while a project is written. */
export type References = {
  user: (coder: string | undefined) => string | undefined
  variable: (name: string) => string
  note: (memo: number) => string
  /** `NoteRef` elements of the memos about something. */
  notes: (target: MemoTarget) => string[]
  values: (values: Record<string, string>) => string[]
}

export function references(project: InterviewProject): References {
  const about = new Map<string, number[]>()
  const isMemo = ({ kind }: Memo) => kind !== 'comment'
  for (const [index, memo] of project.memos.entries())
    for (const target of isMemo(memo) ? memo.about : [])
      about.set(key(target), [...(about.get(key(target)) ?? []), index])
  const types = new Map(project.classifications.map(({ name, type }) => [name, type]))
  const note = (memo: number) => guidOf('memo', memo)
  const variable = (name: string) => guidOf('variable', name)
  return {
    note,
    variable,
    user: (coder) => (coder === undefined ? undefined : guidOf('user', coder)),
    notes: (target) => (about.get(key(target)) ?? []).map((index) => reference('NoteRef', note(index))),
    values: (values) =>
      Object.entries(values).map(([name, value]) => {
        const type = types.get(name) ?? 'Text'
        const fitting = value !== '' && forms[type].test(value) ? type : 'Text'
        return element(
          'VariableValue',
          {},
          reference('VariableRef', variable(name)),
          textElement(`${fitting}Value`, value === '' ? undefined : value),
        )
      }),
  }
}

/** `<CodeRef targetGUID="…"/>` */
export function reference(name: string, targetGUID: string): string {
  return element(name, { targetGUID })
}

export function codeReference(path: string, as: 'CodeRef' | 'MemberCode' = 'CodeRef'): string {
  return reference(as, codeGuid(path))
}

/** What the schema takes as a value of each type. */
const forms = {
  Text: /^/,
  Boolean: /^(true|false|0|1)$/,
  Integer: /^[-+]?\d+$/,
  Float: /^[-+]?(\d+(\.\d*)?|\.\d+)$/,
  Date: /^\d{4}-\d\d-\d\d$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
}

function key(target: MemoTarget): string {
  if (target.kind === 'project') return 'project'
  if (target.kind === 'code') return `code ${target.code}`
  if (target.kind === 'source') return `source ${target.source}`
  if (target.kind === 'excerpt') return `excerpt ${target.excerpt}`
  if (target.kind === 'case') return `case ${target.case}`
  return `coding ${target.excerpt} ${target.coder ?? ''} ${target.code}`
}
