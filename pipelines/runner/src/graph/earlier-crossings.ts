import {
  type Codebook,
  type Crossing,
  crossingProblems,
  crossingsOf,
  isOpen,
  type Problem,
  type Study,
} from '@pejling/indicators'
import { listEditions, type Ledger } from '@pejling/ledger'
import { editionFile, type Home } from '../home.ts'
import type { Content } from './content.ts'

/** What a closed study shows to those who may not see all. */
type Shown = { study: Study; codebook: Codebook; crossings: Crossing[] }

/**
 * Somebody who wrote down what an earlier edition showed has its tables too: together with the new ones they may form no ring,
 * and show no two variables made from the same one. Editions are looked at only if a study shows other tables than the live
 * one does, which was held against all before it.
 */
export async function earlierCrossingProblems(
  { home, ledger, live }: { home: Home; ledger: Ledger; live?: { hash: string } },
  contents: Content[],
): Promise<Problem[]> {
  const closed = contents
    .map(({ parsed: { study, codebook, tables } }): Shown => {
      return { study, codebook, crossings: crossingsOf(study, codebook, tables.length > 0) }
    })
    .filter(({ study }) => !isOpen(study) && study.disclosure?.crossingsReason === undefined)
  if (!live || closed.length === 0) return []
  const liveOnes = await shownIn(editionFile(home, live.hash), closed)
  const changed = closed.filter(({ study, crossings }) => {
    const before = liveOnes.find((one) => one.study.id === study.id)
    return JSON.stringify(before?.crossings) !== JSON.stringify(crossings)
  })
  if (changed.length === 0) return []
  const problems = new Map<string, Problem>()
  for (const { hash } of await listEditions(ledger))
    for (const before of await shownIn(editionFile(home, hash), changed)) {
      const now = changed.find(({ study }) => study.id === before.study.id)!
      for (const message of togetherProblems(now, before)) {
        const said = `${message}, with what edition ${hash.slice(0, 8)} showed; say in disclosure.crossingsReason why that can do no harm`
        const file = `${now.study.id}/study.yaml`
        if (!problems.has(`${file} ${message}`))
          problems.set(`${file} ${message}`, { file, rule: 'disclosure', severity: 'stops', message: said })
      }
    }
  return [...problems.values()]
}

/** What is wrong with the tables of two editions that is not wrong with those of the new one alone. */
function togetherProblems(now: Shown, before: Shown): string[] {
  const ids = new Set(now.codebook.variables.map(({ id }) => id))
  const gone = before.codebook.variables.filter(({ id }) => !ids.has(id))
  const codebook = { ...now.codebook, variables: [...now.codebook.variables, ...gone] }
  const showing = (crossings: Crossing[]) => ({
    ...now.study,
    disclosure: { ...now.study.disclosure, crossings: crossings.map(({ x, y }): [string, string] => [x, y]) },
  })
  const alone = crossingProblems(showing(now.crossings), codebook)
  return crossingProblems(showing([...before.crossings, ...now.crossings]), codebook).filter(
    (message) => !alone.includes(message),
  )
}

/** What an edition shows of these studies where they were closed in it; nothing if its file is gone. */
async function shownIn(file: string, studies: Shown[]): Promise<Shown[]> {
  const { getCodebook, getStudy, listPublishedTables, openEdition } = await import('@pejling/warehouse')
  const edition = await openEdition(file, { connections: 1, memory: '512MB', threads: 1 }).catch(
    () => undefined,
  )
  if (!edition) return []
  try {
    const found: Shown[] = []
    for (const {
      study: { id },
    } of studies) {
      const study = await getStudy(edition, id).catch(() => undefined)
      if (!study || isOpen(study)) continue
      const codebook = await getCodebook(edition, id)
      const printed = (await listPublishedTables(edition, id)).length > 0
      found.push({ study, codebook, crossings: crossingsOf(study, codebook, printed) })
    }
    return found
  } finally {
    await edition.close()
  }
}
