import { access } from 'node:fs/promises'
import type { Problem } from '@pejling/indicators'
import { openEdition, publishedChangeProblem, publishedChanges } from '@pejling/warehouse'
import { editionFile, type Home } from './home.ts'

/**
 * Which published numbers would be recomputed differently if an edition went live in place of another: told before it
 * does. Nothing, if there is no live edition or its file is gone.
 */
export async function changedNumbers(home: Home, live: string | undefined, next: string): Promise<Problem[]> {
  const isThere = live !== undefined && live !== next && (await exists(editionFile(home, live)))
  if (!isThere) return []
  const before = await openEdition(editionFile(home, live), { connections: 1 })
  try {
    const after = await openEdition(editionFile(home, next), { connections: 1 })
    try {
      return (await publishedChanges(before, after)).map(publishedChangeProblem)
    } finally {
      await after.close()
    }
  } finally {
    await before.close()
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
