type Field = 'name' | 'email' | 'password' | 'again'

/** The fields to look at when a form that makes an account or a password comes back, first things first. */
export function wrongFields(problem: string | undefined, filled: { name?: string } = {}): Field[] {
  if (problem === undefined || problem === 'failed') return []
  if (problem === 'missing') return filled.name ? ['email'] : ['name']
  if (problem === 'email') return ['email']
  return problem === 'different' ? ['again'] : ['password']
}
