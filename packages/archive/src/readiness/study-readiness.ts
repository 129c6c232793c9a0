import { type Codebook, isCollected, type Severity, type Study, type Variable } from '@pejling/indicators'
import { isArchivableName } from './archivable-name.ts'
import type { ArchiveRemark, ArchiveRule } from './remark.ts'

/**
 * What keeps a study from an archive, wants a look, or is worth knowing, gravest first: from what the study, its codebook,
 * instruments and rounds say, so that it can be known from the first upload and without any rows.
 *
 * Source: Rigsarkivet, requirements of statistics files and of spreadsheets (rigsarkivet.dk); executive order 128 of 12
 * February 2020, annex 9.
 *
 * @param files paths of the study's folder
 */
export function studyReadiness(study: Study, codebook: Codebook, files: readonly string[]): ArchiveRemark[] {
  const variables = codebook.variables.filter(({ leftOut }) => !leftOut)
  const remarks = [
    ...ofData(study, variables),
    ...ofVariables(variables),
    ...ofDocumentation(study, variables, files),
  ]
  return remarks.toSorted((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity))
}

const gravity: Severity[] = ['stops', 'warns', 'notes']

function ofData(study: Study, variables: Variable[]): ArchiveRemark[] {
  const collected = study.units.filter(isCollected)
  const has = (id: string) => variables.some((variable) => variable.id === id)
  const withoutRows = (id: string | undefined) => id && !collected.some((unit) => unit.id === id)
  return [
    ...about('no-rows', 'stops', collected.length === 0),
    ...at(
      'name',
      'stops',
      collected.filter(({ id }) => !isArchivableName(id)).map(({ id }) => id),
    ),
    ...at(
      'key',
      'stops',
      collected.filter(({ key }) => !has(key)).map(({ id }) => id),
    ),
    ...at(
      'outer-unit',
      'warns',
      collected.filter(({ within }) => withoutRows(within)).map(({ id }) => id),
    ),
    ...about('synthetic', 'notes', study.synthetic),
    ...about('interviews', 'notes', study.interviews !== undefined),
  ]
}

function ofVariables(variables: Variable[]): ArchiveRemark[] {
  const named = (test: (variable: Variable) => boolean) => variables.filter(test).map(({ id }) => id)
  const valuesOf = (test: (label: string, id: string, all: string[]) => boolean) =>
    variables.flatMap(({ id, categories = [] }) => {
      const all = categories.map(({ label }) => label.da.trim().toLowerCase())
      return categories
        .filter((category, i) => test(all[i], category.id, all))
        .map((category) => `${id}=${category.id}`)
    })
  const once = (label: string, all: string[]) => all.indexOf(label) === all.lastIndexOf(label)
  return [
    ...at(
      'name',
      'stops',
      named(({ id }) => !isArchivableName(id)),
    ),
    ...at(
      'label',
      'stops',
      named(({ label }) => /^(|n\.a\.|<none>)$/i.test(label.da.trim())),
    ),
    ...at('label', 'warns', named(isNameAgain)),
    ...at(
      'value-label-twice',
      'stops',
      valuesOf((label, _, all) => !once(label, all)),
    ),
    ...at(
      'value-label',
      'warns',
      valuesOf((label) => /^[\d\s.,+-]*$/.test(label)),
    ),
    ...at(
      'identifier',
      'warns',
      named(({ disclosure }) => disclosure === 'identifier'),
    ),
    ...at('missing-in-text', 'notes', named(isTextWithReasons)),
  ]
}

/** What names a unit may be called what the unit is called. */
function isNameAgain({ id, label, scale }: Variable): boolean {
  return scale !== 'identifier' && label.da.trim().toLowerCase() === id.toLowerCase()
}

function isTextWithReasons({ scale, reading }: Variable): boolean {
  return (scale === 'text' || scale === 'identifier') && Object.keys(reading?.missing ?? {}).length > 0
}

function ofDocumentation(study: Study, variables: Variable[], files: readonly string[]): ArchiveRemark[] {
  const { legalBasis, permission } = study.disclosure ?? {}
  const real = !study.synthetic && study.units.some(isCollected)
  const rounds = study.rounds ?? []
  const unsaid = legalBasis === undefined && !rounds.some((round) => round.legalBasis)
  const questions = (study.instruments ?? []).flatMap((instrument) => instrument.questions)
  const unworded = questions.filter(({ versions }) => Object.values(versions).some(({ wording }) => !wording))
  const known = new Set(variables.map(({ id }) => id))
  return [
    ...about('period', 'warns', !study.period && rounds.length === 0),
    ...about('legal-basis', 'warns', real && unsaid),
    ...about('permission', 'notes', real && legalBasis === 'research' && !permission),
    ...about('read-me', 'warns', !files.includes('README.md')),
    ...at(
      'wording',
      'notes',
      [...new Set(unworded.map(({ variable }) => variable))].filter((id) => known.has(id)),
    ),
    ...at(
      'population',
      'notes',
      rounds.filter(({ population }) => !population).map(({ id }) => id),
    ),
  ]
}

function at(rule: ArchiveRule, severity: Severity, places: string[]): ArchiveRemark[] {
  return places.length ? [{ rule, severity, places }] : []
}

function about(rule: ArchiveRule, severity: Severity, holds: boolean): ArchiveRemark[] {
  return holds ? [{ rule, severity, places: [] }] : []
}
