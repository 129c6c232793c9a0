/** Something to be done after other things, within what there is of memory. */
export type Task = { name: string; after: string[]; memory: number; last: number }

/**
 * Does tasks side by side: at most `workers` at once, together within `memory`; one that needs more than that has it all
 * to itself. Of those that could begin, the one that took longest last time goes first. What comes after a task that
 * failed (`false`) is not begun; the others are done all the same. A task that throws ends everything.
 */
export async function schedule(
  tasks: Task[],
  { workers, memory }: { workers: number; memory: number },
  work: (name: string, memory: number) => Promise<boolean>,
): Promise<void> {
  const waiting = new Map(tasks.map((task) => [task.name, task]))
  const done = new Set<string>()
  const running = new Map<string, Promise<void>>()
  let free = memory
  let thrown: { problem: unknown } | undefined
  for (;;) {
    const ready = [...waiting.values()]
      .filter(({ after }) => after.every((name) => done.has(name)))
      .sort((a, b) => b.last - a.last || (a.name < b.name ? -1 : 1))
    for (const task of ready) {
      const needs = Math.min(task.memory, memory)
      if (thrown || running.size >= workers || needs > free) continue
      waiting.delete(task.name)
      free -= needs
      const end = () => {
        free += needs
        running.delete(task.name)
      }
      const doing = work(task.name, needs).then(
        (good) => {
          end()
          if (good) done.add(task.name)
        },
        (problem: unknown) => {
          end()
          thrown ??= { problem }
        },
      )
      running.set(task.name, doing)
    }
    if (!running.size) break
    await Promise.race(running.values())
  }
  if (thrown) throw thrown.problem
}
