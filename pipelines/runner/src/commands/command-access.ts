import type { Capability } from '@pejling/ledger'
import type { Command } from 'commander'

/**
 * What a command asks of a person: nothing at all (it opens no house), a capability of their role, or to be the owner of
 * the home folder, whom nobody else can stand for.
 */
export type CommandNeed = 'nothing' | 'owner' | Capability

/**
 * The one table of the command line: every command with what it asks of whoever acts. Without `--as` the owner of the home
 * folder acts and may do all of it. A command that is not in the table is closed to all. A test walks every command with
 * every role.
 */
export const commandAccess: Readonly<Record<string, CommandNeed>> = {
  audit: 'see-audit-of-tables',
  'audit-log export': 'read-audit-log',
  'audit-log list': 'read-audit-log',
  'audit-log verify': 'read-audit-log',
  'codebook draft': 'nothing',
  backup: 'owner',
  cancel: 'run-pipelines',
  compare: 'see-figures',
  config: 'nothing',
  'disclosure decided': 'see-protection',
  'disclosure prove': 'see-protection',
  'disclosure set': 'decide-thresholds',
  'disclosure show': 'see-protection',
  'edition compare': 'see-figures',
  'edition export': 'see-figures',
  'edition import': 'use-edition',
  'edition keep': 'use-edition',
  'edition let-go': 'use-edition',
  'edition list': 'see-figures',
  'edition note': 'use-edition',
  'edition prune': 'use-edition',
  'edition undo': 'use-edition',
  'edition use': 'use-edition',
  findings: 'see-figures',
  indicator: 'see-figures',
  'interviews agreement': 'see-figures',
  'interviews code': 'see-figures',
  'interviews condensations': 'see-figures',
  'interviews condense': 'code-interviews',
  'interviews cooccurrence': 'see-figures',
  'interviews disagreements': 'code-interviews',
  'interviews excerpts': 'see-figures',
  'interviews judge': 'code-interviews',
  'interviews judgements': 'code-interviews',
  'interviews matrix': 'see-figures',
  'interviews memos': 'see-figures',
  'interviews plan-coding': 'see-figures',
  'interviews draft': 'nothing',
  'interviews read': 'nothing',
  'interviews search': 'see-figures',
  'interviews settle': 'code-interviews',
  'interviews settled': 'code-interviews',
  'interviews source': 'see-figures',
  'interviews values': 'see-figures',
  'interviews write': 'owner',
  lineage: 'see-figures',
  'list add': 'keep-views',
  'list all': 'see-figures',
  'list new': 'keep-views',
  'list print': 'see-figures',
  'list remove': 'keep-views',
  'list share': 'keep-views',
  'list show': 'see-figures',
  'make-sample': 'nothing',
  'migrate back': 'owner',
  'migrate forward': 'owner',
  'migrate status': 'owner',
  'people end': 'manage-people',
  'people grant': 'manage-people',
  'people invite': 'manage-people',
  'people list': 'manage-people',
  'people password-link': 'manage-people',
  'people role': 'manage-people',
  'people second-factor-off': 'manage-people',
  plan: 'run-pipelines',
  profile: 'see-figures',
  relation: 'see-figures',
  restore: 'owner',
  'round accept': 'upload-rounds',
  'round add': 'upload-rounds',
  'round approve': 'approve-rounds',
  'round check': 'upload-rounds',
  'round facts': 'upload-rounds',
  'round list': 'upload-rounds',
  'round live': 'approve-rounds',
  'round match': 'upload-rounds',
  'round preview': 'upload-rounds',
  'round read': 'upload-rounds',
  'round show': 'upload-rounds',
  'round withdraw': 'upload-rounds',
  run: 'run-pipelines',
  runs: 'run-pipelines',
  sql: 'use-sql',
  start: 'owner',
  stats: 'nothing',
  status: 'run-pipelines',
  studies: 'see-figures',
  'study archive-ready': 'see-figures',
  'study deliver': 'see-rows',
  'study export': 'see-figures',
  'study new': 'owner',
  'study rows': 'see-rows',
  'view freeze': 'keep-views',
  'view list': 'keep-views',
  'view print': 'see-figures',
  'view remove': 'keep-views',
  'view save': 'keep-views',
  'view show': 'see-figures',
  'view verify': 'see-figures',
  'token create': 'use-api',
  'token list': 'use-api',
  'token revoke': 'use-api',
  watch: 'owner',
  worker: 'owner',
}

/** A command as the table names it: `people invite`. */
export function nameOf(command: Command): string {
  return command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}

/** @throws `plan: no line in the table of access; add it in commands/command-access.ts` */
export function needOf(command: Command): CommandNeed {
  const name = nameOf(command)
  if (Object.hasOwn(commandAccess, name)) return commandAccess[name]
  throw new Error(`${name}: no line in the table of access; add it in commands/command-access.ts`)
}
