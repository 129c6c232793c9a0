import { owner, parseStudyFolder, type QuantificationRules } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import { remembered } from '../../remembered.ts'
import { getSourceFile, listSourceFiles } from '../../study-queries.ts'

/** The rules by which a study's coded interviews became values, as they were when the edition was made; none if it has none. */
export function findRules(edition: Edition, study: string): Promise<QuantificationRules | undefined> {
  return readRules(edition, study)
}

const readRules = remembered(async (edition, study) => {
  const paths = (await listSourceFiles(edition, study)).map(({ path }) => path)
  if (!paths.includes('rules.yaml')) return undefined
  const files = await Promise.all(
    paths
      .filter((path) => path.endsWith('.yaml'))
      .map(async (path) => {
        const { content } = await getSourceFile(edition, study, path, owner)
        return { path, text: new TextDecoder().decode(content ?? undefined) }
      }),
  )
  return parseStudyFolder(files).rules
})
