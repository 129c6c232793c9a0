import type { FileChange, PlanReason } from '@pejling/ledger'
import type { Words } from '#lib/words/words.ts'

/** Why a step is worked, in words; `stepOf` names a step, and a file stays the path that it is. */
export function reasonInWords(reason: PlanReason, stepOf: (name: string) => string, words: Words): string {
  switch (reason.kind) {
    case 'first-time':
      return words.say('plan.reason.first-time')
    case 'file-changed':
      return `${reason.file}: ${changesInWords(reason.changes, words)}`
    case 'file-added':
      return words.say('plan.reason.file-added', { file: reason.file })
    case 'file-removed':
      return words.say('plan.reason.file-removed', { file: reason.file })
    case 'parameter-changed':
      return `${reason.parameter}: ${changesInWords(reason.changes, words)}`
    case 'code-changed':
      return words.say('plan.reason.code-changed', {
        room: reason.room,
        files: words.list(some(reason.files, words)),
      })
    case 'package-changed':
      return words.say('plan.reason.package-changed', {
        name: reason.name,
        before: reason.before ?? words.say('plan.none'),
        now: reason.now ?? words.say('plan.none'),
      })
    case 'output-lost':
      return words.say('plan.reason.output-lost')
    case 'upstream':
      return words.say('plan.reason.upstream', { step: stepOf(reason.step) })
    case 'asked':
      return words.say('plan.reason.asked', { step: stepOf(reason.from) })
    case 'resumes':
      return words.say('plan.reason.resumes', { run: reason.run })
    case 'cannot-tell':
      return words.say('plan.reason.cannot-tell', { why: reason.why })
  }
}

/** More than this are counted, not named. */
const most = 3

function some(names: string[], words: Words): string[] {
  if (names.length <= most) return names
  return [...names.slice(0, most - 1), words.say('plan.more', { n: names.length - most + 1 })]
}

function changesInWords(changes: FileChange[], words: Words): string {
  if (!changes.length) return words.say('plan.change.some')
  return words.list(
    some(
      changes.map((change) => changeInWords(change, words)),
      words,
    ),
  )
}

function changeInWords(change: FileChange, words: Words): string {
  switch (change.kind) {
    case 'entry':
      return words.say(`plan.change.entry.${change.what}`, { entry: entryInWords(change.path, words) })
    case 'rows':
      return words.list(
        (['changed', 'added', 'removed'] as const)
          .filter((what) => change[what])
          .map((what) => words.say(`plan.change.rows.${what}`, { n: change[what] })),
      )
    case 'columns':
      return words.say(`plan.change.columns.${change.what}`, {
        n: change.names.length,
        names: words.list(some(change.names, words)),
      })
    case 'bytes':
      return words.say('plan.change.bytes', {
        before: words.bytes(change.before),
        now: words.bytes(change.now),
      })
    case 'note':
      return words.say('plan.change.note')
  }
}

/**
 * A place in a definition. What is known is named: of `variables › groups › categories` it is `kategorierne i groups`;
 * else it is the path.
 */
function entryInWords(path: string[], words: Words): string {
  const [section, id, part, ...deeper] = path
  if (id === undefined) return words.find(`plan.entry.${section}`) ?? section ?? words.say('plan.entry')
  const thing = words.find(`plan.entry.one.${section}`, { id })
  if (thing === undefined) return path.join(' › ')
  if (part === undefined) return thing
  const known = words.find(`plan.entry.part.${part}`)
  const named = words.say('plan.entry.part', { part: known ?? part, id })
  return deeper.length ? `${named} (${deeper.join(' › ')})` : named
}
