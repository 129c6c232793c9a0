import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** Milliseconds a process has worked on all processors since it began, on Linux, in steps of ten. */
export async function processorTime({ pid }: ChildProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
