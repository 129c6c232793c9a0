import { parseRelation } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import { editionContents } from './edition-contents.ts'
import { type Frozen, sealOf } from './seal.ts'
import { takeResults } from './take-results.ts'

/**
 * All that is kept of a view when it is frozen in an edition.
 *
 * @throws as `askRelation`
 */
export async function takeFreezing(
  edition: Edition,
  { id, study, question, figure }: Pick<Frozen, 'study' | 'question' | 'figure'> & { id: number },
) {
  const { results, taken } = await takeResults(edition, parseRelation(new URLSearchParams(question)))
  const contents = await editionContents(edition, study)
  const frozen = { view: id, edition: edition.hash, contents, results }
  return { ...frozen, taken, seal: sealOf({ ...frozen, study, question, figure }) }
}
