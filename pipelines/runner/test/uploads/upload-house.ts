import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepOriginal } from '@pejling/archive'
import {
  type Actor,
  createUpload,
  findUpload,
  type Ledger,
  owner,
  type RoundFacts,
  type UploadDecision,
} from '@pejling/ledger'
import { parse } from 'yaml'
import { type Home, openHome } from '../../src/home.ts'
import { withHouse } from '../../src/house.ts'
import { makeSample } from '../../src/sample/make-sample.ts'

export const study = 'rounds-synthetic'

export type UploadHouse = {
  home: Home
  ledger: Ledger
  url: string
  environment: NodeJS.ProcessEnv
  /** A round that was taken out of the study's folder. */
  sent: { facts: RoundFacts; file: (unit: string) => string }
  /** What somebody decides about an upload as it stands now. */
  decide: (upload: number, by?: Actor) => Promise<UploadDecision>
  /** Sends a file for the round. */
  send: (unit: string, file?: string, by?: Actor) => Promise<number>
  close: () => Promise<void>
}

/** A house with a made-up study of three rounds, and the files of a fourth that nobody has sent yet. */
export async function uploadHouse(): Promise<UploadHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-uploads-'))
  const studies = join(folder, 'studies')
  const target = await makeSample(studies, study, { institutions: 40, children: 160, rounds: 4, seed: 1 })
  const sent = join(folder, 'sent')
  await rename(join(target, 'rounds', '2025'), sent)
  const { id: _, ...facts } = parse(await readFile(join(sent, 'round.yaml'), 'utf8')) as RoundFacts
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PEJLING_HOME: join(folder, 'home'),
    PEJLING_DATA: studies,
  }
  delete environment.DATABASE_URL
  let leave!: () => void
  const left = new Promise<void>((done) => (leave = done))
  const { house, stay } = await new Promise<{ house: { ledger: Ledger; url: string }; stay: Promise<void> }>(
    (opened, failed) => {
      const stay = withHouse(async (house) => {
        opened({ house, stay })
        await left
      }, environment)
      stay.catch(failed)
    },
  )
  const { ledger, url } = house
  const home = await openHome(environment)
  const file = (unit: string) => join(sent, `${unit}.csv`)
  return {
    ...{ home, ledger, url, environment, sent: { facts, file } },
    async decide(upload, by = owner) {
      return { upload, seenVersion: (await findUpload(ledger, upload))!.version, by }
    },
    async send(unit, from = file(unit), by = owner) {
      const original = await keepOriginal(home.path, from, 'copy')
      const files = [{ name: `${unit}.csv`, ...original }]
      return createUpload(ledger, { study, round: '2025', unit, files }, by)
    },
    async close() {
      leave()
      await stay
      await rm(folder, { recursive: true, force: true })
    },
  }
}
