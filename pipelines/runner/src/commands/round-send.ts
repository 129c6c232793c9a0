import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { keepOriginal } from '@pejling/archive'
import type { Choices } from '@pejling/indicators'
import {
  createUpload,
  findRoundFacts,
  type RoundFacts,
  setReading,
  type UploadFile,
  uploadKinds,
} from '@pejling/ledger'
import { parse } from 'yaml'
import { type House, withHouse } from '../house.ts'
import type { ExitCode } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { tellUpload } from '../uploads/tell-upload.ts'
import { untilWorked } from '../uploads/until-worked.ts'

type Json = { json?: boolean }
type Place = {
  kind: string
  study: string
  round?: string
  unit: string
  sender?: string
  note?: string
  facts?: string
}

/** `pejling round add FILE… --study S --round R --unit U`: keeps the file, remembers it and reads it. */
export async function addRoundCommand(
  paths: string[],
  { facts, json, kind, ...place }: Place & Json,
): Promise<ExitCode> {
  const of = uploadKinds.find((one) => one === kind)
  if (!of) throw new Error(`kind: expected survey or interviews, found ${kind}`)
  return withHouse(async (house) => {
    const { home, ledger, caller } = house
    const said = facts === undefined ? undefined : await readFacts(facts)
    const { round } = place
    const known = round === undefined ? undefined : await findRoundFacts(ledger, place.study, round)
    const seenFacts = known?.version ?? 0
    const files: UploadFile[] = []
    for (const path of paths)
      files.push({ name: basename(path), ...(await keepOriginal(home.path, path, 'copy')) })
    const id = await createUpload(ledger, { ...place, kind: of, files, facts: said, seenFacts }, caller.by)
    return tell(house, id, json)
  })
}

/** `pejling round read UPLOAD --encoding …`: reads it anew in another way. */
export async function readUploadCommand(
  said: string,
  { json, delimiter, headerRow, headerRows, thousands, ...rest }: Json & Record<string, string | undefined>,
): Promise<ExitCode> {
  return withHouse(async (house) => {
    const { ledger, caller } = house
    const upload = await getUpload(ledger, said)
    const choices = {
      ...rest,
      ...(delimiter !== undefined && { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
      ...(thousands !== undefined && { thousands: thousands === 'none' ? '' : thousands }),
      ...(headerRow !== undefined && { headerRow: parseRow(headerRow) }),
      ...(headerRows !== undefined && { headerRows: parseRow(headerRows) }),
    } as Choices
    const decision = { upload: upload.id, seenVersion: upload.version, by: caller.by }
    await setReading(ledger, decision, { ...upload.reading.choices, ...choices })
    return tell(house, upload.id, Boolean(json))
  })
}

async function tell(house: House, id: number, json?: boolean): Promise<ExitCode> {
  const upload = await untilWorked(house.home, house.ledger, id)
  await tellUpload(house, upload, json)
  return upload.work_status === 'failed' ? 1 : 0
}

async function readFacts(path: string): Promise<RoundFacts> {
  const { id: _, ...facts } = parse(await readFile(path, 'utf8')) as RoundFacts
  return facts
}

function parseRow(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new Error(`row: expected 1 or more, found ${text}`)
  return Number(text)
}
