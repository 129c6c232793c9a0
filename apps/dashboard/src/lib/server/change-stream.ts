import { onStopping } from '@pejling/operation'
import type { ChangeHub } from './change-hub.ts'

export type ChangeStreamOptions<Change> = {
  /** Is that change one the page shows? */
  concerns(change: Change): boolean
  /** Milliseconds between two events at least, and of silence after which a sign of life is sent. */
  apart?: number
  silence?: number
}

/**
 * Server-sent events, one `changed` for each time that what a page shows has changed; the page then asks for itself anew,
 * so what it may see is decided there. Changes that come close together, or while the reader’s connection is busy, are one
 * event: nothing piles up. Ends when the reader goes, and when the process is told to stop.
 *
 * @throws what subscribing throws
 */
export async function changeStream<Change>(
  hub: ChangeHub<Change>,
  { concerns, apart = 250, silence = 15_000 }: ChangeStreamOptions<Change>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let waiting = false
  let last = -Infinity
  let timer: NodeJS.Timeout | undefined
  const unsubscribe = await hub.subscribe((change) => {
    if (!concerns(change)) return
    waiting = true
    flush()
  })
  const alive = setInterval(() => send(': alive\n\n'), silence)
  const takeBack = onStopping(() => {
    controller?.close()
    end()
  })
  return new ReadableStream<Uint8Array>(
    {
      start(one) {
        controller = one
        // How long to wait before coming back, when the connection is lost.
        send('retry: 2000\n\n')
      },
      pull: flush,
      cancel: end,
    },
    { highWaterMark: 4 },
  )

  function flush(): void {
    if (!waiting || timer) return
    const due = last + apart - performance.now()
    if (due > 0) {
      timer = setTimeout(() => {
        timer = undefined
        flush()
      }, due)
      return
    }
    // Said before it is sent, since sending asks for more at once.
    waiting = false
    last = performance.now()
    // A busy connection asks for more when it is free again.
    if (!send('event: changed\ndata:\n\n')) waiting = true
  }

  function send(text: string): boolean {
    if (!controller?.desiredSize || controller.desiredSize < 1) return false
    controller.enqueue(encoder.encode(text))
    return true
  }

  function end(): void {
    controller = undefined
    clearTimeout(timer)
    clearInterval(alive)
    takeBack()
    unsubscribe()
  }
}
