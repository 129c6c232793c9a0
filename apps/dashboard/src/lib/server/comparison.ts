import {
  compareApart,
  type ComparedEditions,
  type ComparedRelation,
  type ComparedStudy,
} from '@pejling/association'
import { type Codebook, strictestViewer, type Study, type Viewer } from '@pejling/indicators'
import { onStopping } from '@pejling/operation'
import { type Edition, getCodebook, listStudies } from '@pejling/warehouse'
import { changeHub } from './change-hub.ts'
import { getHouse } from './house.ts'
import { viewerFor } from './study-access.ts'

export type SeenRelation = ComparedRelation
/** A study compared, with what it and its variables are called: as the later edition has it, else the earlier. */
export type SeenStudy = ComparedStudy & { definition: Study; codebook: Codebook }
export type SeenComparison = Omit<ComparedEditions, 'studies'> & { studies: SeenStudy[] }

/** One comparison: done, or so far. */
type Place = { result: Promise<ComparedEditions>; share: () => number; done: boolean }

/** Two editions never change, so what was found for one who sees as much is found for all who do. */
const known = new Map<string, Place>()
const most = 12
/** One process at a time: the others of the machine are for the readers. */
let before: Promise<unknown> = Promise.resolve()

let tell: () => void = () => {}
/** Tells pages that some comparison has come farther. */
export const comparisons = changeHub((changed) => {
  tell = () => changed({})
  return Promise.resolve({ close: () => Promise.resolve() })
})

/**
 * Two editions compared as the one who asks may see them, with the measures of each relation that moved. It is done in a
 * process of its own and kept by the two hashes and by what is seen; one that takes longer than `wait` milliseconds is
 * answered with how far it is.
 */
export async function comparisonFor(
  locals: App.Locals,
  editions: [Edition, Edition],
  { rows, wait = 2000 }: { rows: number; wait?: number },
): Promise<{ found: SeenComparison } | { share: number }> {
  const viewers = await viewersOf(locals, editions)
  const key = JSON.stringify([...editions.map(({ hash }) => hash), rows, viewers])
  const place = known.get(key) ?? compare(key, editions, viewers, rows)
  known.delete(key)
  known.set(key, place)
  for (const [oldest, { done }] of known) if (known.size > most && done) known.delete(oldest)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((over) => (timer = setTimeout(over, wait, undefined)))
  const found = await Promise.race([place.result, late]).finally(() => clearTimeout(timer))
  return found ? { found: await named(found, editions) } : { share: place.share() }
}

/** How each study of two editions is seen: as the stricter of them lets it. */
async function viewersOf(locals: App.Locals, editions: Edition[]): Promise<Record<string, Viewer>> {
  const viewers: Record<string, Viewer> = {}
  for (const edition of editions)
    for (const study of await listStudies(edition)) {
      const viewer = await viewerFor(locals, study)
      viewers[study.id] = study.id in viewers ? strictestViewer([viewers[study.id], viewer]) : viewer
    }
  return viewers
}

/** Both editions stay where they are until it is done, whatever is cleared away meanwhile. */
function compare(
  key: string,
  editions: [Edition, Edition],
  viewers: Record<string, Viewer>,
  limit: number,
): Place {
  let share = () => 0
  const place: Place = { result: before.then(begin), share: () => share(), done: false }
  before = place.result.then(end, () => {
    known.delete(key)
    end()
  })
  return place

  async function begin(): Promise<ComparedEditions> {
    const reader = getHouse().editions.reader()
    try {
      for (const { hash } of editions) await reader.get(hash)
      const [was, is] = editions.map(({ file }) => file)
      const comparing = compareApart({ before: was, after: is, viewers, limit }, () => tell())
      const takeBack = onStopping(() => comparing.end())
      share = comparing.share
      return await comparing.result.finally(takeBack)
    } finally {
      reader.done()
    }
  }

  function end(): void {
    place.done = true
    tell()
  }
}

async function named(
  { studies, ...rest }: ComparedEditions,
  editions: [Edition, Edition],
): Promise<SeenComparison> {
  const [was, is] = await Promise.all(editions.map((edition) => listStudies(edition)))
  const seen: SeenStudy[] = []
  for (const one of studies) {
    const [old, young] = [was, is].map((all) => all.find(({ id }) => id === one.study))
    const older = old ? (await getCodebook(editions[0], one.study)).variables : []
    const younger = young ? (await getCodebook(editions[1], one.study)).variables : []
    // What is gone is still called something.
    const gone = older.filter(({ id }) => !younger.some((other) => other.id === id))
    const codebook = { study: one.study, variables: [...younger, ...gone] }
    seen.push({ ...one, definition: (young ?? old)!, codebook })
  }
  return { ...rest, studies: seen }
}
