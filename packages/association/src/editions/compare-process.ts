import { constants, setPriority } from 'node:os'
import { openEdition } from '@pejling/warehouse'
import type { CompareAnswer, CompareAsked } from './compare-apart.ts'
import { comparedEditions } from './compared-editions.ts'

/** The process of `compareApart`: compares once, and ends when it has answered or whoever asked is gone. */
process.once('message', (asked: CompareAsked) => void answer(asked))
process.once('disconnect', () => process.exit())

async function answer({ before, after, viewers, limit }: CompareAsked): Promise<void> {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
    const little = { connections: 2, memory: '1GB', threads: 1 }
    const editions = [await openEdition(before, little), await openEdition(after, little)] as const
    const result = await comparedEditions(...editions, {
      viewer: ({ id }) => viewers[id],
      limit,
      limits: { memory: '2GB', threads: 1 },
      progress: (share) => say({ share }),
    })
    say({ result })
  } catch (problem) {
    say({ failed: problem instanceof Error ? problem.message.split('\n')[0] : String(problem) })
  }
}

function say(answer: CompareAnswer): void {
  if (process.connected) process.send!(answer)
}
