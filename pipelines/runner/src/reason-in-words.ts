import type { FileChange, PlanReason, StepWarning } from '@pejling/ledger'
import { shown } from './output.ts'

/** Why a step is worked, in English: "codebook.yaml: categories of `groups` changed". */
export function reasonInWords(reason: PlanReason): string {
  switch (reason.kind) {
    case 'first-time':
      return 'never worked before'
    case 'file-changed':
      return `${fileName(reason.file)}: ${reason.changes.map(changeInWords).join('; ') || 'changed'}`
    case 'file-added':
      return `${fileName(reason.file)}: new`
    case 'file-removed':
      return `${fileName(reason.file)}: gone`
    case 'parameter-changed':
      return `${reason.parameter}: ${reason.changes.map(changeInWords).join('; ')}`
    case 'code-changed':
      return `code of ${reason.room} changed${reason.files.length ? `: ${listed(reason.files.map(fileName))}` : ''}`
    case 'package-changed':
      return `package ${reason.name}: ${reason.before ?? 'new'} → ${reason.now ?? 'gone'}`
    case 'output-lost':
      return 'what it left is gone or not whole'
    case 'upstream':
      return `${reason.step} is worked`
    case 'asked':
      return `asked for, from ${reason.from} on`
    case 'resumes':
      return `run ${reason.run} ended before it was done`
    case 'cannot-tell':
      return `cannot tell: ${reason.why}`
  }
}

export function changeInWords(change: FileChange): string {
  switch (change.kind) {
    case 'entry':
      return `${placeInWords(change.path)} ${change.what}`
    case 'rows':
      return (['changed', 'added', 'removed'] as const)
        .filter((what) => change[what] > 0)
        .map((what) => `${change[what]} row${change[what] === 1 ? '' : 's'} ${what}`)
        .join(', ')
    case 'columns':
      return `column${change.names.length === 1 ? '' : 's'} ${listed(change.names)} ${change.what}`
    case 'bytes':
      return change.before === change.now ? 'changed' : `${change.before} → ${change.now} bytes`
    case 'note':
      return 'comments, order or spaces only'
  }
}

export function warningInWords(warning: StepWarning): string {
  switch (warning.kind) {
    case 'fewer-rows':
      return `${warning.now} rows, ${warning.before} last time`
    case 'new-problems':
      return `${warning.now} problems of ${warning.rule}, ${warning.before} last time`
    case 'slower':
      return `${shown(warning.now / 1000, 1)} s, ${shown(warning.before / 1000, 1)} s last time`
    case 'not-deterministic':
      return `not the same bytes from the same inputs: ${listed(warning.files)}`
  }
}

/** `['variables', 'groups', 'categories']` → "categories of `groups`" */
function placeInWords(path: string[]): string {
  if (!path.length) return 'all of it'
  const [last, ...outer] = path.toReversed()
  if (!outer.length) return last
  return outer.length === 1 && /s$/.test(outer[0]) ? `\`${last}\`` : `${last} of \`${outer[0]}\``
}

function listed(names: string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')
}

/** Without the study's folder, which the step's name says. */
function fileName(file: string): string {
  return file.slice(file.indexOf('/') + 1)
}
