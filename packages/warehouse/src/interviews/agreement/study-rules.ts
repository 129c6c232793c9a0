import { checkedRules, owner, type QuantificationRules } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import { remembered } from '../../remembered.ts'
import { getSourceFile, listSourceFiles } from '../../study-queries.ts'

/** The rules by which a study's coded interviews became values, as they were when the edition was made; none if it has none. */
export function findRules(edition: Edition, study: string): Promise<QuantificationRules | undefined> {
  return readRules(edition, study)
}

const readRules = remembered(async (edition, study) => {
  const files = await listSourceFiles(edition, study)
  if (!files.some(({ path }) => path === 'rules.yaml')) return undefined
  const { content } = await getSourceFile(edition, study, 'rules.yaml', owner)
  return content ? checkedRules(new TextDecoder().decode(content)) : undefined
})
