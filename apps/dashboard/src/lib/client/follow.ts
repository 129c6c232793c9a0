import { announce, showPage } from './show-page.ts'

/**
 * A page that changes by itself names its events in `data-follow`: at each of them it is asked for anew and morphed in
 * place. What its `data-said` says is read out when it changes. Where events cannot be had it looks every few seconds,
 * and where nobody looks at it not at all.
 */
export function follow(): void {
  const address = document.querySelector<HTMLElement>('[data-follow]')?.dataset.follow
  if (address === followed) return
  followed = address
  events?.close()
  events = undefined
  clearInterval(looking)
  if (!address) return
  events = new EventSource(address)
  events.addEventListener('changed', () => void look())
  // What changed before the events could be heard, or while they could not, is seen now.
  events.addEventListener('open', () => {
    clearInterval(looking)
    void look()
  })
  events.addEventListener('error', () => {
    clearInterval(looking)
    looking = setInterval(() => void look(), 4000)
  })
}

let followed: string | undefined
let events: EventSource | undefined
let looking: ReturnType<typeof setInterval> | undefined
let busy = false
let again = false

/** One look at a time; what changes meanwhile is one more. */
async function look(): Promise<void> {
  again = true
  if (busy) return
  busy = true
  try {
    while (again && followed && !document.hidden) {
      again = false
      const before = said()
      await showPage(new URL(location.href), true)
      if (said() !== before) announce(said())
    }
  } catch {
    // The server is away for a moment; the next event, or the next look, comes.
  } finally {
    busy = false
  }
  follow()
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && again) void look()
})

function said(): string {
  return document.querySelector<HTMLElement>('[data-said]')?.dataset.said ?? ''
}
