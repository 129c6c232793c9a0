import { say } from './output.ts'
import type { Progress, ProgressEvent } from './run.ts'

/** Tells how far a run is on standard error: a line that is drawn anew in a terminal, else a line for each step. */
export function tellProgress(stream = process.stderr): Progress {
  const running = new Map<string, { event: ProgressEvent; begun: number }>()
  let ended = 0
  const draw = (of: number) => {
    if (!stream.isTTY) return
    const now = [...running.values()].map(({ event, begun }) => stepNow(event, performance.now() - begun))
    const bar = barOf((ended + sharesOf([...running.values()])) / Math.max(1, of))
    stream.write(
      `\r\u001B[K${running.size ? `${bar} ${now.join('  ')}`.slice(0, (stream.columns ?? 80) - 1) : ''}`,
    )
  }
  return (event) => {
    const { step, index, of, report } = event
    if (!report) {
      running.set(step, { event, begun: running.get(step)?.begun ?? performance.now() })
      return draw(of)
    }
    running.delete(step)
    ended++
    if (stream.isTTY) stream.write('\r\u001B[K')
    const rows = report.rows ? `, ${report.rows} rows` : ''
    const how =
      report.status === 'kept' ? 'kept' : `${report.status} in ${Math.round(report.milliseconds)} ms`
    say(`[${index + 1}/${of}] ${step} ${how}${rows}`)
    draw(of)
  }
}

/** `survey/a/child 43 %, 12 s left` */
function stepNow({ step, progress = {}, lastMilliseconds }: ProgressEvent, milliseconds: number): string {
  const { share, rows } = progress
  const done = share ? ` ${Math.round(share * 100)} %` : ''
  const total = share && share > 0.05 ? milliseconds / share : lastMilliseconds
  const left = total === undefined ? undefined : Math.max(0, total - milliseconds) / 1000
  const seconds = left === undefined || left < 1 ? '' : `, ${Math.round(left)} s left`
  return `${step}${done}${rows ? `, ${rows} rows` : ''}${seconds}`
}

function sharesOf(running: { event: ProgressEvent }[]): number {
  return running.reduce((sum, { event }) => sum + (event.progress?.share ?? 0), 0)
}

function barOf(share: number): string {
  const full = Math.round(Math.min(1, share) * 20)
  return `[${'='.repeat(full)}${' '.repeat(20 - full)}]`
}
