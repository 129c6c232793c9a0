import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync } from 'node:fs'
import { getuid } from 'node:process'

/** How a program that refuses to run as root is started: a prefix of the command, or another user's numbers. */
export type Guise = { prefix: string[]; uid?: number; gid?: number }

/**
 * PostgreSQL refuses to run as root. As root it is started in a user namespace in which root's number is another one,
 * so that a folder only root can read stays as it is; where namespaces are forbidden, as the user postgres or nobody,
 * who then owns the folder and must be able to reach it.
 *
 * @throws `postgres: will not run as root, and nobody cannot reach …; start as another user, or set DATABASE_URL`
 */
export function unprivileged(folder: string, program: string): Guise {
  if (getuid?.() !== 0) return { prefix: [] }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  if (spawnSync(prefix[0], [...prefix.slice(1), program, '--version']).status === 0) return { prefix }
  const { uid, gid, name } = otherUser()
  chownSync(folder, uid, gid)
  const reaches =
    spawnSync(program, ['--version'], { uid, gid }).status === 0 &&
    spawnSync('test', ['-w', folder], { uid, gid }).status === 0
  if (reaches) return { prefix: [], uid, gid }
  throw new Error(
    `postgres: will not run as root, and ${name} cannot reach ${folder}; start as another user, or set DATABASE_URL`,
  )
}

function otherUser(): { uid: number; gid: number; name: string } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [name, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? []
  return { name: name ?? 'nobody', uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}
