import { didYouMean } from '@pejling/indicators'
import { assertMay, findLiveEdition, listEditions } from '@pejling/ledger'
import { type Edition, openEdition } from '@pejling/warehouse'
import { editionFile } from './home.ts'
import { type House, withHouse } from './house.ts'
import { run } from './run.ts'

/**
 * Lends an edition: the one asked for (its hash, or the beginning of it), else the live one. In a house without any the
 * pipelines are run first.
 *
 * @throws `unknown edition: … (did you mean …?)`, `no edition: the data have problems; see pejling run`
 */
export async function withEdition<T>(
  wanted: string | undefined,
  work: (edition: Edition, house: House) => Promise<T>,
): Promise<T> {
  return withHouse(async (house) => {
    const hash = wanted ? await getEditionHash(house, wanted) : await liveOrFirst(house)
    const edition = await openEdition(editionFile(house.home, hash))
    try {
      return await work(edition, house)
    } finally {
      await edition.close()
    }
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

async function liveOrFirst({ home, ledger, caller }: House): Promise<string> {
  const live = await findLiveEdition(ledger)
  if (live) return live
  assertMay(caller.by, 'run-pipelines')
  console.error('no edition yet: running the pipelines first')
  const { edition } = await run(home, ledger, { reason: 'first use', by: caller.by })
  if (!edition) throw new Error('no edition: the data have problems; see pejling run')
  return edition
}
