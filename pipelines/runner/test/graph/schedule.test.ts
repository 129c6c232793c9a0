import { expect, test } from 'vitest'
import { schedule, type Task } from '../../src/graph/schedule.ts'

const task = (name: string, after: string[] = [], memory = 1, last = 0): Task => ({
  name,
  after,
  memory,
  last,
})
const moment = () => new Promise((later) => setTimeout(later, 2))

async function watched(tasks: Task[], budget: { workers: number; memory: number }, failing: string[] = []) {
  const order: string[] = []
  const now = new Map<string, number>()
  let [most, mostMemory] = [0, 0]
  await schedule(tasks, budget, async (name, memory) => {
    order.push(name)
    now.set(name, memory)
    most = Math.max(most, now.size)
    mostMemory = Math.max(
      mostMemory,
      [...now.values()].reduce((a, b) => a + b, 0),
    )
    await moment()
    now.delete(name)
    return !failing.includes(name)
  })
  return { order, most, mostMemory }
}

test('what is independent goes side by side, never more at once than there are workers', async () => {
  const tasks = ['a', 'b', 'c', 'd', 'e'].map((name) => task(name))
  expect(await watched(tasks, { workers: 2, memory: 100 })).toMatchObject({ most: 2 })
})

test('together they keep within the memory, and what needs more than all of it has it alone', async () => {
  const tasks = [task('big', [], 500, 9), ...['a', 'b', 'c'].map((name) => task(name, [], 40))]
  const { most, mostMemory, order } = await watched(tasks, { workers: 4, memory: 100 })
  expect({ most, mostMemory, order }).toEqual({ most: 2, mostMemory: 100, order: ['big', 'a', 'b', 'c'] })
})

test('each comes after what it reads; the one that took longest last time goes first', async () => {
  const tasks = [task('last', ['slow', 'quick']), task('quick', [], 1, 1), task('slow', [], 1, 5)]
  expect((await watched(tasks, { workers: 1, memory: 1 })).order).toEqual(['slow', 'quick', 'last'])
})

test('what comes after a failed one is not begun, the others are done', async () => {
  const tasks = [task('bad'), task('after', ['bad']), task('other'), task('more', ['other'])]
  const { order } = await watched(tasks, { workers: 1, memory: 1 }, ['bad'])
  expect(order).toEqual(['bad', 'other', 'more'])
})

test('one that throws ends everything, after what is under way', async () => {
  const order: string[] = []
  const work = async (name: string) => {
    order.push(name)
    await moment()
    if (name === 'a') throw new Error('a: no')
    return true
  }
  await expect(
    schedule(
      ['a', 'b', 'c'].map((name) => task(name)),
      { workers: 2, memory: 9 },
      work,
    ),
  ).rejects.toThrow(/^a: no$/)
  expect(order).toEqual(['a', 'b'])
})
