import {
  agreedMatch,
  type ColumnMatching,
  type ConfirmedMatch,
  matchColumns,
  type Receipt,
} from '@pejling/indicators'
import { findLastReading, setMatch, type Upload, type UploadReading } from '@pejling/ledger'
import { planRun } from '../graph/plan.ts'
import { type House, withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson, say } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { tellChecked } from './round-check.ts'

type Options = { suggested?: boolean; column?: string[]; alias?: string[]; json?: boolean }

/** `pejling round match UPLOAD`: the suggestions; with `--suggested` or `--column` they are confirmed, and it is checked. */
export async function matchCommand(
  said: string,
  { suggested, column = [], alias = [], json }: Options,
): Promise<ExitCode> {
  return withHouse(async (house) => {
    const { ledger, caller } = house
    const upload = await getUpload(ledger, said)
    const matching = await matchingOf(house, upload)
    if (!suggested && !column.length && !alias.length) {
      if (json) printJson(matching)
      else print(matchingInWords(matching))
      return 0
    }
    const match: ConfirmedMatch =
      suggested || !upload.reading.match ? agreedMatch(matching) : { ...upload.reading.match }
    for (const one of column) Object.assign(match, parseColumn(one, matching))
    const aliases = alias.reduce(withAlias, upload.reading.aliases ?? {})
    const decision = { upload: upload.id, seenVersion: upload.version, by: caller.by }
    await setMatch(ledger, decision, { match, aliases })
    return tellChecked(house, upload.id, json)
  })
}

/** @throws `match: expected a study with the unit …` */
async function matchingOf({ home, ledger }: House, upload: Upload): Promise<ColumnMatching> {
  const { study, unit: unitId, round: roundId, sender, id } = upload
  const { contents } = await planRun(home, ledger, { study, upload: { id, to: 'trial' } })
  const parsed = contents.find(({ folder }) => folder.id === study)?.parsed
  const unit = parsed?.study.units.find((one) => one.id === unitId)
  if (!parsed || !unit)
    throw new Error(`match: expected a study ${study} with the unit ${unitId}, found none`)
  const last = await findLastReading(ledger, { study, unit: unitId, sender, before: id })
  const columns = ((upload.receipt ?? { tables: [] }) as Receipt).tables[0]?.columns ?? []
  const round = parsed.rounds.find((one) => one.id === roundId)
  return matchColumns(columns, { ...parsed, unit, round, before: last?.reading.match })
}

function matchingInWords({ columns, absent }: ColumnMatching): string {
  const lines = columns.map(({ column, best, others }) => [
    column,
    best ? best.variable : '–',
    best ? `${best.by}: ${best.known}` : 'left out',
    others.length ? `or ${others.map(({ variable }) => variable).join(', ')}` : '',
  ])
  const missing = absent.length ? `\nno column for ${absent.join(', ')}` : ''
  say('confirm with --suggested, change with --column COLUMN=VARIABLE')
  return `${aligned(lines)}${missing}`
}

function parseColumn(text: string, { columns }: ColumnMatching): ConfirmedMatch {
  // A column may be called anything: the longest name of the file that it begins with.
  const name = columns
    .map(({ column }) => column)
    .filter((column) => text.startsWith(`${column}=`))
    .sort((a, b) => b.length - a.length)[0]
  if (name === undefined) throw new Error(`--column: expected a column of the file and =, found ${text}`)
  return { [name]: text.slice(name.length + 1) || null }
}

function withAlias(aliases: NonNullable<UploadReading['aliases']>, text: string) {
  const [, variable, name, unit] = /^([^:=]+):(.+)=([^=]*)$/.exec(text) ?? []
  if (!variable) throw new Error(`--alias: expected VARIABLE:TEXT=UNIT, found ${text}`)
  return { ...aliases, [variable]: { ...aliases[variable], [name]: unit } }
}
