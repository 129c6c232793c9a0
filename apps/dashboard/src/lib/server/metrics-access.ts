import { createHash, timingSafeEqual } from 'node:crypto'
import { readConfiguration } from '@pejling/operation'

/**
 * May the metrics be read? With the token from anywhere; without a token only from this machine, and only where no proxy
 * stands in front: to a proxy on the same machine everyone looks like this machine.
 */
export function mayReadMetrics(
  environment: NodeJS.ProcessEnv,
  authorization: string | null,
  address: string,
): boolean {
  const { metricsToken, origin } = readConfiguration(environment)
  if (metricsToken) return authorization !== null && isSame(authorization, `Bearer ${metricsToken}`)
  return !origin && /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address)
}

/** In the same time whatever they share. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(a, b)
}
