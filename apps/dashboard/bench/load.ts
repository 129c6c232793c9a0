import { Agent, get } from 'node:http'

/** What a server stood: answers a second, and how long one took in the middle and at worst one of a hundred. */
export type Load = { perSecond: number; median: number; p99: number; answers: number }

/** Asks for addresses in turn over so many connections for so many seconds, after a tenth of that to warm up. */
export async function load(
  addresses: string[],
  { seconds = 5, connections = 20, headers = {} as Record<string, string> } = {},
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let turn = 0
  const work = async (until: number) => {
    const times: number[] = []
    const walk = async () => {
      while (performance.now() < until)
        times.push(await timed(addresses[turn++ % addresses.length], agent, headers))
    }
    await Promise.all(Array.from({ length: connections }, walk))
    return times.sort((a, b) => a - b)
  }
  await work(performance.now() + seconds * 100)
  const began = performance.now()
  const times = await work(began + seconds * 1000)
  const perSecond = (times.length / (performance.now() - began)) * 1000
  agent.destroy()
  return { perSecond, median: at(times, 0.5), p99: at(times, 0.99), answers: times.length }
}

/** Milliseconds from the request to the last byte. */
export function timed(address: string, agent?: Agent, headers: Record<string, string> = {}): Promise<number> {
  const began = performance.now()
  return new Promise((done, failed) => {
    get(address, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200)
        return failed(new Error(`${address}: expected 200, found ${answer.statusCode}`))
      answer.resume().once('end', () => done(performance.now() - began))
    }).once('error', failed)
  })
}

export function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
