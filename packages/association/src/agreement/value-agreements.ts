import {
  type AgreementWeighting,
  quantify,
  type QuantificationRules,
  type Variable,
} from '@pejling/indicators'
import { coderAgreement } from '@pejling/statistics'
import {
  type Edition,
  findRules,
  getCodebook,
  getVariable,
  listJudgements,
  sharedCodings,
} from '@pejling/warehouse'
import type { ValueAgreement } from './agreement.ts'
import { isSkewed } from './skewed.ts'

type Pair = { study: string; first: string; second: string; weights: AgreementWeighting }
/** What one coder gives a unit; nothing if the rule gives no value, or the coder found that it cannot be coded. */
type Given = Map<string, string | undefined>

/**
 * Agreement on the values of units: each rule is run on what either coder coded in the interviews both coded, and judgements
 * are taken as each coder gave them before anybody settled. Units are the sample.
 */
export async function valueAgreements(edition: Edition, pair: Pair): Promise<ValueAgreement[]> {
  const rules = await findRules(edition, pair.study)
  if (!rules) return []
  const codebook = await getCodebook(edition, pair.study)
  const shared = await sharedCodings(edition, pair)
  const keys = [...new Set(shared.units.values())].sort()
  const judgements = await listJudgements(edition, pair.study)
  const valuesOf = (coder: string): Map<string, Given> => {
    const { sources, excerpts, codings } = shared.project
    const project = { sources, excerpts, codings: codings.filter((coding) => coding.coder === coder) }
    const coded: QuantificationRules = {
      ...rules,
      rules: rules.rules.filter(({ kind }) => kind !== 'judgement'),
    }
    const found = quantify(coded, codebook.variables, { project, units: shared.units, keys })
    const judged = judgements.filter((one) => one.coder === coder && !one.settles)
    return new Map(
      rules.rules.map(({ variable, kind, not_codable: excepted = {} }) => [
        variable,
        new Map(
          (kind === 'judgement' ? judged : found)
            .filter((one) => one.variable === variable && !Object.hasOwn(excepted, one.unit))
            .map(({ unit, value }) => [unit, value]),
        ),
      ]),
    )
  }
  const [one, other] = [valuesOf(pair.first), valuesOf(pair.second)]
  return rules.rules.map(({ variable, kind, version }) => ({
    ...{ kind, version },
    ...compared(getVariable(codebook, variable), one.get(variable)!, other.get(variable)!, pair.weights),
  }))
}

function compared(
  variable: Variable,
  first: Given,
  second: Given,
  weights: AgreementWeighting,
): Omit<ValueAgreement, 'kind' | 'version'> {
  const isOrdinal = variable.scale === 'ordinal'
  const categories = variable.categories!.map(({ id }) => id)
  const units = [...first.keys()].filter((unit) => second.has(unit))
  const pairs = units.map((unit) => [first.get(unit), second.get(unit)] as const)
  const both = pairs.filter(([one, other]) => one !== undefined && other !== undefined)
  const table = categories.map((row) =>
    categories.map((column) => both.filter(([one, other]) => one === row && other === column).length),
  )
  const answer = {
    ...{ variable, units: units.length, table },
    oneOnly: pairs.filter(([one, other]) => (one === undefined) !== (other === undefined)).length,
    neither: pairs.filter(([one, other]) => one === undefined && other === undefined).length,
    weights: isOrdinal ? weights : ('identity' as const),
    measurement: isOrdinal ? ('ordinal' as const) : ('nominal' as const),
  }
  if (both.length < 2) return answer
  const agreement = coderAgreement(
    { table, categories },
    { weights: answer.weights, measurement: answer.measurement },
  )
  const largest = Math.max(...agreement.categories.map(({ share }) => share))
  return { ...answer, agreement, ...(isSkewed(agreement, largest) ? { skewed: largest } : {}) }
}
