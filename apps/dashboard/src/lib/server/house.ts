import { basename, dirname, join, resolve } from 'node:path'
import {
  type Accounts,
  checkLedger,
  countRequest,
  holdEditions,
  type Ledger,
  listenRuns,
  listenUploads,
  lookerOf,
  type Oidc,
  type OidcSettings,
  type Refusals,
  type Requester,
  type RunChange,
  openLedger,
  openRefusals,
  watchLiveEdition,
} from '@pejling/ledger'
import { openAccounts, openOidc } from '@pejling/ledger/accounts'
import {
  type Configuration,
  getSecret,
  readConfiguration,
  type SecondFactorPolicy,
  secondFactorPolicy,
} from '@pejling/operation'
import { type ChangeHub, changeHub } from './change-hub.ts'
import { type Arrivals, openArrivals } from './uploads/arrivals.ts'
import { type EditionShelf, editionShelf } from './edition-shelf.ts'
import { log } from './log.ts'

/** What the dashboard lives on: the shelf of editions, and the ledger if there is one. */
export type House = {
  editions: EditionShelf
  /** May figures be read without an account? */
  public: boolean
  /** Where the house is seen from outside, if that was said. */
  origin?: string
  /** Where it is seen from: that, else where it listens. */
  address: string
  /** Who must have a second factor? */
  secondFactor: SecondFactorPolicy
  /** Minutes after which a session that is not used ends. */
  sessionIdle: number
  /** The provider that people may also sign in with. */
  oidc?: Oidc
  ledger?: Ledger
  /** What an account is called where looks at relations are counted. */
  looker?: (account: string) => string
  /** Where files of new rounds come in, and how many bytes one may have. */
  arrivals?: Arrivals
  fileLimit: number
  /** The folder of generated state. */
  home: string
  /** How many people it takes to put a file into use. */
  approval: Configuration['approval']
  /** Counts a request to the API: how many are left of so many a minute, and seconds until it begins anew. */
  countRequest?(requester: Requester, perMinute: number): Promise<{ left: number; seconds: number }>
  /** Where doors that stayed closed are written down. */
  refusals?: Refusals
  accounts?: Accounts
  /** What happens to runs and plans. */
  changes?: ChangeHub<RunChange>
  /** What happens to uploads. */
  uploads?: ChangeHub<{ upload?: number }>
  close(): Promise<void>
}

let house: House | undefined

/** @throws `house: not opened` */
export function getHouse(): House {
  if (!house) throw new Error('house: not opened')
  return house
}

/**
 * Opens the house by the settings of the environment; `PEJLING_EDITION` shows one edition and no other, `DATABASE_URL` is
 * the ledger. With a ledger the live edition follows its pointer without a restart.
 *
 * @throws ConfigurationError, `unknown edition: …`, `edition: not an edition: …`, `database: cannot reach …; is it running?`
 */
export async function openHouse(environment: NodeJS.ProcessEnv): Promise<House> {
  const settings = readConfiguration(environment)
  const { home, database: url, edition: pinned, public: publicHouse } = settings
  const folder = pinned?.endsWith('.duckdb') ? dirname(resolve(pinned)) : join(home, 'editions')
  const hold = url ? holdEditions(url) : undefined
  const editions = editionShelf(folder, hold && { hold })
  const use = (hash: string) =>
    editions.use(hash).then(
      () => log.info('live edition', { edition: hash }),
      (problem: Error) => log.error('live edition', problem, { edition: hash }),
    )

  if (pinned) await editions.use(basename(pinned, '.duckdb'))
  const { sessionIdle } = settings
  const rules = {
    ...{
      public: publicHouse,
      origin: settings.origin,
      address: settings.origin ?? `http://${settings.host}:${settings.port}`,
      sessionIdle,
      secondFactor: secondFactorPolicy(settings),
    },
    ...{ home, fileLimit: settings.uploadLimit * 1e6, approval: settings.approval },
  }
  if (!url) return (house = { editions, ...rules, close: () => editions.close() })

  const ledger = openLedger(url)
  await checkLedger(ledger, url)
  const secret = await getSecret(settings)
  const signing = { secret, baseURL: rules.address }
  const accounts = openAccounts(ledger, signing)
  const provider = oidcOf(settings)
  const refusals = openRefusals(ledger)
  let first: Promise<void> | undefined
  const watch = pinned
    ? undefined
    : await watchLiveEdition(url, (hash) => {
        const used = hash ? use(hash) : Promise.resolve()
        first ??= used
      })
  await first
  const arrivals = openArrivals(home, rules.fileLimit)
  const changes = changeHub<RunChange>((changed) => listenRuns(url, changed))
  const uploads = changeHub<{ upload?: number }>((changed) => listenUploads(url, changed))
  return (house = {
    editions,
    ...rules,
    ledger,
    looker: (account) => lookerOf(secret, account),
    accounts,
    arrivals,
    changes,
    uploads,
    refusals,
    countRequest: (requester, perMinute) => countRequest(ledger, secret, requester, perMinute),
    ...(provider && { oidc: openOidc(ledger, signing, provider) }),
    async close() {
      arrivals.close()
      await watch?.close()
      await changes.close()
      await uploads.close()
      await editions.close()
      await hold?.close()
      await refusals.close().catch((problem: Error) => log.error('refusals', problem))
      await ledger.destroy()
    },
  })
}

/** The provider of the settings; they are checked to be all there or none. */
function oidcOf(settings: Configuration): OidcSettings | undefined {
  const { oidcIssuer, oidcClientId, oidcClientSecret, oidcName, oidcTrustEmail, oidcSecondFactor } = settings
  if (!oidcIssuer || !oidcClientId || !oidcClientSecret) return undefined
  return {
    ...{ issuer: oidcIssuer.replace(/\/$/, ''), clientId: oidcClientId, clientSecret: oidcClientSecret },
    ...{ name: oidcName, trustEmail: oidcTrustEmail, secondFactor: oidcSecondFactor },
  }
}
