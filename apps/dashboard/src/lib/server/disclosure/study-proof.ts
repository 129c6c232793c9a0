import { isOpen, type Study } from '@pejling/indicators'
import { type DisclosureProof, disclosureProof, type Edition, getCodebook } from '@pejling/warehouse'
import type { ProofVariable } from '#lib/disclosure/proof-words.ts'
import { viewerFor } from '#lib/server/study-access.ts'

/** A proof with what the variables of its tables are called. */
export type SeenProof = DisclosureProof & { variables: ProofVariable[] }

/** What is hidden from others in a study, for one who sees all of it; nothing of an open study, nor for anybody else. */
export async function studyProof(
  locals: App.Locals,
  edition: Edition,
  study: Study,
): Promise<SeenProof | undefined> {
  if (isOpen(study) || (await viewerFor(locals, study)).sees !== 'all') return undefined
  const proof = await disclosureProof(edition, study.id)
  const { variables } = await getCodebook(edition, study.id)
  const named = new Set([
    ...[...proof.tables, ...proof.notShown].flatMap(({ x, y }) => [x, y]),
    ...proof.together.map(({ variable }) => variable),
  ])
  return {
    ...proof,
    variables: variables
      .filter(({ id }) => named.has(id))
      .map(({ id, label, categories = [] }) => ({ id, label, categories })),
  }
}
