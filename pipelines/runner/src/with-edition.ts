import { didYouMean } from '@pejling/indicators'
import { assertMay, type EditionHold, findLiveEdition, holdEditions, listEditions } from '@pejling/ledger'
import { type Edition, openEdition } from '@pejling/warehouse'
import { editionFile } from './home.ts'
import { type House, withHouse } from './house.ts'
import { run } from './run.ts'

/**
 * Lends an edition: the one asked for (its hash, or the beginning of it), else the live one. In a house without any the
 * pipelines are run first. It is not pruned meanwhile.
 *
 * @throws `unknown edition: … (did you mean …?)`, `edition: no such file: …`, `no edition: the data have problems; see pejling run`
 */
export async function withEdition<T>(
  wanted: string | undefined,
  work: (edition: Edition, house: House) => Promise<T>,
): Promise<T> {
  return withHouse(async (house) => {
    const hash = wanted ? await getEditionHash(house, wanted) : await liveOrFirst(house)
    return lend(house, [hash], ([edition]) => work(edition, house))
  })
}

/** The same for two editions that are asked for by their hashes. */
export async function withEditions<T>(
  wanted: [string, string],
  work: (editions: [Edition, Edition], house: House) => Promise<T>,
): Promise<T> {
  return withHouse(async (house) => {
    const hashes = [await getEditionHash(house, wanted[0]), await getEditionHash(house, wanted[1])]
    return lend(house, hashes, ([one, other]) => work([one, other], house))
  })
}

/** The one edition whose hash begins so. */
export async function getEditionHash({ ledger }: House, wanted: string): Promise<string> {
  const hashes = (await listEditions(ledger)).map(({ hash }) => hash)
  const found = hashes.filter((hash) => hash.startsWith(wanted))
  if (found.length === 1) return found[0]
  if (found.length > 1) throw new Error(`unclear edition: ${wanted} begins ${found.length} of them`)
  throw new Error(`unknown edition: ${wanted}${didYouMean(wanted, hashes)}`)
}

async function lend<T>(
  { home, url }: House,
  hashes: string[],
  work: (editions: Edition[]) => Promise<T>,
): Promise<T> {
  const hold: EditionHold = holdEditions(url)
  const editions: Edition[] = []
  try {
    for (const hash of hashes) {
      await hold.hold(hash)
      editions.push(await openEdition(editionFile(home, hash)))
    }
    return await work(editions)
  } finally {
    for (const edition of editions) await edition.close()
    await hold.close()
  }
}

async function liveOrFirst({ home, ledger, caller }: House): Promise<string> {
  const live = await findLiveEdition(ledger)
  if (live) return live
  assertMay(caller.by, 'run-pipelines')
  console.error('no edition yet: running the pipelines first')
  const { edition } = await run(home, ledger, { reason: 'first use', by: caller.by })
  if (!edition) throw new Error('no edition: the data have problems; see pejling run')
  return edition
}
