/**
 * How long to wait before the next try at a password. Counted for an address of the network together with an account, so
 * that somebody who guesses from elsewhere cannot lock the owner out; and for the network address alone, more generously.
 */
export type Attempts = {
  /** Milliseconds to wait; 0 = go ahead. */
  wait(address: string, account: string): number
  failed(address: string, account: string): void
  succeeded(address: string, account: string): void
}

const mostKeys = 10_000

/** Five free tries for an account and thirty for an address, then doubling waits up to fifteen minutes. */
export function countAttempts(now: () => number = Date.now): Attempts {
  const tries = new Map<string, { count: number; until: number }>()
  const keys = (address: string, account: string) =>
    [
      { key: `${address}\n${account.toLowerCase()}`, free: 5 },
      { key: address, free: 30 },
    ] as const
  return {
    wait: (address, account) =>
      Math.max(0, ...keys(address, account).map(({ key }) => (tries.get(key)?.until ?? 0) - now())),
    failed(address, account) {
      for (const { key, free } of keys(address, account)) {
        const count = (tries.get(key)?.count ?? 0) + 1
        const pause = count < free ? 0 : Math.min(15 * 60_000, 1000 * 2 ** (count - free))
        tries.delete(key)
        tries.set(key, { count, until: now() + pause })
      }
      for (const oldest of tries.keys()) {
        if (tries.size <= mostKeys) break
        tries.delete(oldest)
      }
    },
    succeeded: (address, account) => void tries.delete(keys(address, account)[0].key),
  }
}

export const attempts = countAttempts()
