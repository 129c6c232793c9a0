import { type Actor, owner } from './audit-log.ts'

/** What people may do, each including those before it. */
export const roles = ['reader', 'researcher', 'analyst', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a person is given for one study: rows one by one, interview excerpts, cells below the smallest count. */
export const rights = ['rows', 'excerpts', 'unsuppressed'] as const
export type Right = (typeof rights)[number]

/** What there is to do, and the lowest role that may. A study's rows also need its right `rows`, and its excerpts
 * its right `excerpts`, unless it is open. */
export const capabilities = {
  'see-figures': 'reader',
  'see-audit-of-tables': 'reader',
  'use-api': 'reader',
  'see-rows': 'researcher',
  'keep-views': 'researcher',
  'use-sql': 'researcher',
  'see-excerpts': 'researcher',
  'mask-passages': 'researcher',
  'code-interviews': 'researcher',
  'see-protection': 'researcher',
  'clear-quotations': 'analyst',
  'unmask-passages': 'analyst',
  'run-pipelines': 'analyst',
  'use-edition': 'analyst',
  'upload-rounds': 'analyst',
  'approve-rounds': 'admin',
  'decide-thresholds': 'admin',
  'manage-people': 'admin',
  'read-audit-log': 'admin',
} as const satisfies Record<string, Role>
export type Capability = keyof typeof capabilities

/** Somebody who is not signed in. */
export const nobody: Actor = { actor: 'nobody', role: 'nobody' }

/** The account that does something. */
export function actorOf({ id, role }: { id: string; role: Role }): Actor {
  return { actor: id, role }
}

/** May someone with this role do it? Someone without a role may do nothing. */
export function may(role: Role | undefined, capability: Capability): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(capabilities[capability])
}

/**
 * The owner at the command line may do everything: who can read the home folder can read the database.
 *
 * @throws `no access: manage-people needs the role admin, found reader`
 */
export function assertMay({ actor, role }: Actor, capability: Capability): void {
  if (actor !== owner.actor && !may(findRole(role), capability))
    throw new Error(`no access: ${capability} needs the role ${capabilities[capability]}, found ${role}`)
}

/** A role as text; what is no role gives nothing. */
export function findRole(text: unknown): Role | undefined {
  return roles.find((role) => role === text)
}

/** @throws `unknown role: boss; expected one of reader, researcher, analyst, admin` */
export function parseRole(text: string): Role {
  const role = findRole(text)
  if (!role) throw new Error(`unknown role: ${text}; expected one of ${roles.join(', ')}`)
  return role
}

/** @throws `unknown right: everything; expected one of rows, excerpts, unsuppressed` */
export function parseRight(text: string): Right {
  const right = rights.find((known) => known === text)
  if (!right) throw new Error(`unknown right: ${text}; expected one of ${rights.join(', ')}`)
  return right
}
