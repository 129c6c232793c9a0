/** What people may do, each including those before it. */
export type Role = 'reader' | 'researcher' | 'analyst' | 'admin'
export const roles: readonly Role[] = ['reader', 'researcher', 'analyst', 'admin']

/**
 * Which role a route asks for at least. `everyone` needs no account; published figures are for readers, and a reader
 * needs no account here. A route that is not in the table is closed to all; a test holds the table against the routes.
 */
export const access: Record<string, Role | 'everyone'> = {
  '/': 'everyone',
  '/about': 'everyone',
  '/api/health': 'everyone',
  '/api/ready': 'everyone',
  '/audit': 'everyone',
  '/audit/[study]': 'everyone',
  '/files/[study]/[...path]': 'everyone',
  '/language': 'everyone',
  // Asks for its token, or for this machine, by itself.
  '/metrics': 'everyone',
  '/relations': 'everyone',
  '/rows': 'everyone',
  '/setup/[token]': 'everyone',
  '/sign-in': 'everyone',
  '/sign-out': 'everyone',
  '/studies/[study]': 'everyone',
  '/theme': 'everyone',
}

/** May someone with this role (or without an account) use the route? */
export function mayUse(route: string, role: Role | undefined): boolean {
  const needed = Object.hasOwn(access, route) ? access[route] : undefined
  if (needed === undefined) return false
  return needed === 'everyone' || (role !== undefined && roles.indexOf(role) >= roles.indexOf(needed))
}
