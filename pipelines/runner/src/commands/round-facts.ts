import { readFile } from 'node:fs/promises'
import { nextRound, parseRound, type Round } from '@pejling/indicators'
import { listRoundFacts, type RoundFacts, setRoundFacts, type Upload } from '@pejling/ledger'
import { parse, stringify } from 'yaml'
import { planRun } from '../graph/plan.ts'
import { type House, withHouse } from '../house.ts'
import { type ExitCode, print, printJson, say } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { placedIn } from '../uploads/bound-hash.ts'
import { tellChecked } from './round-check.ts'

type Options = { facts?: string; json?: boolean }

/**
 * `pejling round facts UPLOAD`: what the round of an upload is, as a `round.yaml`, or as the last round was if nobody has said
 * it. With `--facts FILE` it is said, and what was checked of the round is checked anew: 1 if something stops it.
 */
export async function roundFactsCommand(said: string, { facts, json }: Options): Promise<ExitCode> {
  return withHouse(async (house) => {
    const upload = await getUpload(house.ledger, said)
    const { round } = upload
    if (round === null) throw new Error(`round: expected one, found none; ${upload.unit} is collected once`)
    const known = await knownRound(house, upload, round)
    if (facts !== undefined) return sayFacts(house, upload, { ...known, round, file: facts, json })
    if (json) printJson({ study: upload.study, round, from: known.from, facts: known.facts })
    else print(stringify({ id: round, ...known.facts }).trimEnd())
    if (known.from === 'before')
      say('nobody has said it yet: this is how the last round was; pejling round facts --facts FILE')
    return 0
  })
}

/** What is known of the round, and where from: the study's folder, the ledger, or nothing but the round before. */
async function knownRound({ home, ledger }: House, { id, study }: Upload, round: string) {
  const { contents } = await planRun(home, ledger, { study, upload: { id, to: 'trial' } })
  const parsed = contents.find(({ folder }) => folder.id === study)?.parsed
  if (!parsed) throw new Error(`round: expected the study ${study}, found none`)
  const assumed = placedIn(contents, id)?.placed.assumed
  const said = await listRoundFacts(ledger, study)
  const row = said.find((one) => one.round === round)
  const inLedger = said.map((one) => ({ id: one.round, ...one.facts }) as Round)
  const others = [...parsed.rounds, ...inLedger].filter((one) => one.id !== round)
  const { id: _, ...found } = parsed.rounds.find((one) => one.id === round) ?? ({} as Round)
  const from = row ? ('ledger' as const) : assumed || !found.label ? ('before' as const) : ('folder' as const)
  const facts = row?.facts ?? (from === 'folder' ? found : (nextRound(others) ?? {}))
  return { parsed, from, facts: facts as RoundFacts, version: row?.version ?? 0 }
}

type Saying = Awaited<ReturnType<typeof knownRound>> & { round: string; file: string; json?: boolean }

async function sayFacts(
  house: House,
  { id, study }: Upload,
  { parsed, from, version, round, file, json }: Saying,
): Promise<ExitCode> {
  const path = `rounds/${round}/round.yaml`
  if (from === 'folder')
    throw new Error(`round ${round}: expected no ${path} in the study's folder, found one; change it there`)
  const { id: _, ...facts } = parse(await readFile(file, 'utf8')) as Round
  const text = JSON.stringify({ id: round, ...facts }, undefined, 1)
  const { problems } = parseRound({ path, text }, parsed.study, parsed.instruments)
  if (problems.length) throw new Error(`${file}: ${problems.map(({ message }) => message).join('; ')}`)
  await setRoundFacts(house.ledger, { study, round, facts, seenVersion: version, by: house.caller.by })
  return tellChecked(house, id, json)
}
