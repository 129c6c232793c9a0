import {
  type JudgementState,
  judgementStates,
  type Judgement,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import {
  type Edition,
  findRules,
  getCodebook,
  getStudy,
  getVariable,
  listJudgements,
  listRuledUnits,
} from '@pejling/warehouse'

export type SeenJudgements = {
  study: string
  /** Those judged by coders. */
  variables: Variable[]
  units: string[]
  states: JudgementState[]
}

/**
 * What is judged of a study's units, as one coder may see it: by what went into the edition and what was judged in the
 * house since.
 *
 * @throws `unknown study: …`, `no rows: what coders of … judged is for those with the right to its rows`
 */
export async function seenJudgements(
  edition: Edition,
  { study: id, coder }: { study: string; coder?: string },
  house: readonly Judgement[],
  viewer: Viewer,
): Promise<SeenJudgements> {
  const { id: study } = await getStudy(edition, id)
  if (!viewer.rows)
    throw new Error(`no rows: what coders of ${study} judged is for those with the right to its rows`)
  const rules = await findRules(edition, study)
  if (!rules) return { study, variables: [], units: [], states: [] }
  const codebook = await getCodebook(edition, study)
  const judged = rules.rules.filter(({ kind }) => kind === 'judgement')
  const units = await listRuledUnits(edition, study)
  const before = await listJudgements(edition, study)
  return {
    ...{ study, units, variables: judged.map(({ variable }) => getVariable(codebook, variable)) },
    states: judgementStates(rules, units, [...before, ...house], coder),
  }
}
