import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Connection, rows } from '@pejling/warehouse'
import { receive, withReceived } from '../src/index.ts'
import { mutated, seeded } from './mutate.ts'

export const formats = [
  'delimited',
  'xlsx',
  'sav',
  'zsav',
  'dta',
  'surveyxact',
  'limesurvey',
  'redcap',
  'parquet',
  'zip',
]

type Sent = { name: string; bytes: Buffer }[]

/** The golden files of a format, as they were sent. */
export function goldenFiles(format: string): Sent[] {
  const folder = join(import.meta.dirname, 'received')
  return (
    readdirSync(folder)
      // The bomb is 40 MB each time it is taken apart; small ones are made by the damage itself.
      .filter((name) => name.startsWith(`${format}-`) && name !== 'zip-bomb')
      .sort()
      .map((name) => {
        const sent = join(folder, name, 'sent')
        return readdirSync(sent).map((file) => ({ name: file, bytes: readFileSync(join(sent, file)) }))
      })
  )
}

/** What became of a damaged file: it was read whole, or refused with this rule. */
export type Outcome = { read: number } | { refused: string }

/**
 * Damages golden files in the way the number says and reads them. What must hold whatever stands in them: nothing is thrown;
 * each problem is one clear line; what is read is read whole, the same rows twice; what is refused is refused twice.
 *
 * @throws if one of these does not hold
 */
export async function readDamaged(
  connection: Connection,
  sent: Sent[],
  number: number,
  folder: string,
): Promise<Outcome> {
  const random = seeded(number)
  const files = sent[Math.floor(random() * sent.length)]
  const damaged = Math.floor(random() * files.length)
  const other = sent[Math.floor(random() * sent.length)][0].bytes
  await mkdir(folder, { recursive: true })
  const written = await Promise.all(
    files.map(async ({ name, bytes }, at) => {
      const path = join(folder, String(at))
      await writeFile(path, at === damaged ? mutated(bytes, other, random) : bytes)
      return { name, path }
    }),
  )
  const receipt = await receive(written)
  for (const { message, file, rule } of receipt.problems) {
    const unclear =
      !/^((entry \d+|an entry|the archive): )?expected .{1,320}$/.test(message) ||
      /undefined|NaN|null,|\[object|cannot|not a function|Infinity/.test(message)
    if (unclear || !file || !rule) throw new Error(`an unclear problem: ${rule} ${message}`)
  }
  JSON.stringify(receipt)
  const stops = receipt.problems.filter(({ severity }) => severity === 'stops')
  const again = await withReceived(written, receipt.choices, async (delimited) => {
    try {
      const [{ n }] = await rows<{ n: number }>(
        connection,
        `SELECT count(line) AS n FROM ${delimited.rows()}`,
      )
      return n
    } catch {
      return -1
    }
  })
  if (stops.length > 0) {
    if (again.result !== undefined && again.result > 0 && stops[0].rule !== 'no-rows')
      throw new Error(`refused and read: ${stops[0].message}`)
    return { refused: stops[0].rule }
  }
  const [table] = receipt.tables
  if (again.result !== table?.rows)
    throw new Error(`read ${table?.rows} rows, then ${again.result}: ${again.problems[0]?.message}`)
  return { read: again.result! }
}
