import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Readiness } from './readiness.ts'

/** What is counted about requests and told to Prometheus: patterns of routes and numbers, never an address or a person. */
export type Metrics = {
  /** A request that was answered; `route` is the pattern, nothing for an address of no page. */
  answered(request: { method: string; route: string | null; status: number; seconds: number }): void
  /** Everything as Prometheus' text, with the state of the house at this moment. */
  text(state: Readiness): Promise<string>
  contentType: string
}

/** @param register a registry of its own, so that two do not count together */
export function openMetrics(register = new Registry()): Metrics {
  collectDefaultMetrics({ register })
  const registers = [register]
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    ...{ name: 'pejling_http_requests_total', help: 'Requests answered', labelNames, registers },
  })
  const durations = new Histogram({
    name: 'pejling_http_request_duration_seconds',
    help: 'Seconds until a request was answered',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name: `pejling_${name}`, help, registers })
  const ready = gauge('ready', '1 while requests should be sent here')
  const ledger = gauge('ledger_reachable', '1 while PostgreSQL answers')
  const workers = gauge('workers', 'Workers connected to the ledger')
  const waiting = gauge('queue_waiting', 'Jobs that nobody has begun')
  const edition = new Gauge({
    ...{ name: 'pejling_edition', help: 'The live edition, by its hash', labelNames: ['hash'], registers },
  })

  return {
    contentType: register.contentType,
    answered({ method, route, status, seconds }) {
      const labels = { method: knownMethod(method), route: route ?? 'none', status: String(status) }
      requests.inc(labels)
      durations.observe(labels, seconds)
    },
    async text(state) {
      ready.set(state.ready ? 1 : 0)
      ledger.set(state.ledger === 'reachable' ? 1 : 0)
      workers.set(state.workers)
      waiting.set(state.waiting)
      edition.reset()
      if (state.edition) edition.set({ hash: state.edition }, 1)
      return register.metrics()
    },
  }
}

export const metrics = openMetrics()

/** A client may write any word as a method; each would be a series of its own. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'OPTIONS'].includes(method) ? method : 'other'
}
