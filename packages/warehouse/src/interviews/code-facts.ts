import { didYouMean, isUnder } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { remembered } from '../remembered.ts'
import { withoutNulls } from '../without-nulls.ts'

export type CodeFacts = {
  code: string
  position: number
  name: string
  above?: string
  codable: boolean
  description?: string
}

/** Every code of a study, in the order of its tree. */
export const listCodes = remembered(async (edition, study): Promise<CodeFacts[]> => {
  const found = await edition.query<CodeFacts>(
    `SELECT code, position, name, above, codable, description FROM interview_code
     WHERE study = $study QUALIFY row_number() OVER (PARTITION BY code ORDER BY position) = 1
     ORDER BY position, code`,
    { study },
  )
  return found.map((row) => withoutNulls(row))
})

/** @throws `unknown code: Opsporing/Sprg of …  (did you mean …?)` */
export async function getCode(edition: Edition, study: string, code: string): Promise<CodeFacts> {
  const codes = await listCodes(edition, study)
  const found = codes.find((one) => one.code === code)
  if (found) return found
  throw new Error(
    `unknown code: ${code} of ${study}${didYouMean(
      code,
      codes.map((one) => one.code),
    )}`,
  )
}

/** The codes at `under` or below it; all without one. */
export async function codesUnder(
  edition: Edition,
  study: string,
  under: string | undefined,
): Promise<CodeFacts[]> {
  if (under === undefined) return listCodes(edition, study)
  await getCode(edition, study, under)
  return (await listCodes(edition, study)).filter(({ code }) => isUnder(code, under))
}
