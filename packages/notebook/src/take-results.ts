import { askRelation } from '@pejling/association'
import { takenAlong } from '@pejling/export'
import { type Relation, toQuery, type Viewer } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import { canonical } from './canonical.ts'
import { type Result, resultOf } from './result.ts'
import { type SeenAs, waysOfSeeing } from './seen-as.ts'

/** A result as it is kept: its canonical text, known by the text's SHA-256. */
export type TakenResult = { sha256: string; text: string }
/** Which result belongs to each way of seeing the study, by its hash. */
export type ResultHashes = Record<SeenAs, string>

/**
 * What a relation says in an edition to one who sees the study so.
 *
 * @throws as `askRelation`
 */
export async function takeResult(edition: Edition, relation: Relation, viewer: Viewer): Promise<TakenResult> {
  const { edition: _, ...asked } = relation
  return canonical(resultOf(takenAlong(await askRelation(edition, asked, viewer), () => '')))
}

/**
 * The same for every way the study can be seen, so that whoever opens what was kept finds what they may see, also when the
 * study has been closed since. Ways that see the same share a result. `question` asks the same, in the names the codebook
 * has today.
 *
 * @throws as `askRelation`
 */
export async function takeResults(
  edition: Edition,
  relation: Relation,
): Promise<{ question: string; results: ResultHashes; taken: TakenResult[] }> {
  const found = new Map<string, TakenResult>()
  const results = {} as ResultHashes
  for (const [way, viewer] of Object.entries(waysOfSeeing) as [SeenAs, Viewer][]) {
    const result = await takeResult(edition, relation, viewer)
    results[way] = result.sha256
    found.set(result.sha256, result)
  }
  const taken = [...found.values()]
  return { question: toQuery((JSON.parse(taken[0].text) as Result).relation), results, taken }
}
