import codesSchema from '../../../data/schema/codes.schema.json' with { type: 'json' }
import studySchema from '../../../data/schema/study.schema.json' with { type: 'json' }
import type { CodeTree } from './code-tree.ts'
import { checkCoded } from './interviews/check-coded.ts'
import { checkNamedRounds } from './check-named-rounds.ts'
import { checkDisclosure } from './check-disclosure.ts'
import { didYouMean } from './nearest.ts'
import { parseCells } from './parse-cells.ts'
import { parseChecks } from './parse-checks.ts'
import { parseClaims } from './parse-claims.ts'
import { parseCodebook } from './parse-codebook.ts'
import { parseIndicators } from './parse-indicators.ts'
import { parseRules } from './interviews/parse-rules.ts'
import { parseRounds } from './parse-rounds.ts'
import { parseTables } from './parse-tables.ts'
import { parseThresholds, thresholdFile } from './parse-thresholds.ts'
import { parseUnitFile } from './parse-unit-file.ts'
import type { Problem } from './problem.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import type { Study } from './study.ts'
import type { ParsedStudy, StudyFile, UnitFile } from './study-folder.ts'
import { isCollected } from './unit-files.ts'

/**
 * Reads a study's folder from the texts of its files (paths relative to the folder, `/` between parts): `study.yaml`,
 * `thresholds.csv`, `codebook.yaml`, the units' files, `instruments/<id>.yaml`, `rounds/<id>/round.yaml`, `published/tables.yaml`,
 * `published/cells.csv`, `published/claims.yaml`, `indicators.yaml`, `checks.yaml`, the `.sql` files
 * they name, `codes.yaml` and `rules.yaml`; only the first two must be there. Of a round's own
 * CSV files only the paths are looked at. It reads no file itself and never throws for what stands in one: everything
 * wrong is a problem with its file, line and, where a name is nearly right, the name that was meant.
 *
 * @example parseStudyFolder([{path: 'study.yaml', text}, {path: 'codebook.yaml', text}]).problems.map(problemLine)
 */
export function parseStudyFolder(files: StudyFile[]): ParsedStudy {
  const problems: Problem[] = []
  const get = (path: string) => files.find((file) => file.path === path)
  const parsed: ParsedStudy = {
    codebook: { study: '', variables: [] },
    variables: [],
    tables: [],
    cells: [],
    claims: [],
    unitFiles: [],
    indicators: [],
    checks: [],
    sql: {},
    instruments: [],
    rounds: [],
    problems,
  }

  const { study: own, place } = parseStudy(get('study.yaml'), problems)
  if (!own || !place) return parsed
  const study = withDecided(own, get(thresholdFile), problems)
  parsed.study = study
  parsed.codebook.study = study.id

  const codebookFile = get('codebook.yaml')
  if (!codebookFile) {
    problems.push(absent('codebook.yaml', files))
    return parsed
  }
  const codebook = parseCodebook(codebookFile, study)
  problems.push(...codebook.problems)
  if (!codebook.codebook) return parsed
  const rounds = parseRounds(files, study, codebook.codebook)
  problems.push(...rounds.problems)
  parsed.instruments = rounds.instruments
  parsed.rounds = rounds.rounds
  if (rounds.rounds.length > 0)
    parsed.study = { ...study, instruments: rounds.instruments, rounds: rounds.rounds }
  parsed.codebook = rounds.codebook
  parsed.variables = rounds.codebook.variables
  problems.push(...checkDesign(study, parsed, place), ...checkDisclosure(study, parsed.codebook))

  parsed.unitFiles = study.units.flatMap((unit): UnitFile[] => {
    if (unit.file === undefined) return []
    const file = get(unit.file)
    if (!file) {
      problems.push(absent(unit.file, files))
      return []
    }
    const found = parseUnitFile(file, unit, study, parsed.codebook)
    problems.push(...found.problems)
    return [found.unitFile]
  })

  const tablesFile = get('published/tables.yaml')
  if (tablesFile) {
    const tables = parseTables(tablesFile, study, parsed.codebook, parsed.unitFiles)
    const cells = parseCells(get('published/cells.csv'), tables.tables, parsed.unitFiles)
    parsed.tables = tables.tables
    parsed.cells = cells.cells
    problems.push(...tables.problems, ...(tables.tables.length > 0 ? cells.problems : []))
  }
  const claimsFile = get('published/claims.yaml')
  if (claimsFile) {
    const claims = parseClaims(claimsFile, study, parsed.tables)
    parsed.claims = claims.claims
    problems.push(...claims.problems)
  }
  const indicatorsFile = get('indicators.yaml')
  if (indicatorsFile) {
    const { indicators, problems: found } = parseIndicators(indicatorsFile, parsed.codebook)
    parsed.indicators = indicators
    problems.push(...found)
  }
  const checksFile = get('checks.yaml')
  if (checksFile) {
    const { checks, problems: found } = parseChecks(checksFile, study, parsed.codebook, parsed.tables)
    parsed.checks = checks
    problems.push(...found)
  }
  problems.push(...checkNamedRounds(parsed))
  parsed.sql = sqlFiles(parsed, files)
  const codesFile = get('codes.yaml')
  if (codesFile) {
    const codes = readYaml<CodeTree>(codesFile, codesSchema)
    if (codes.content) parsed.codes = codes.content
    problems.push(...codes.problems)
  }
  const rulesFile = get('rules.yaml')
  if (rulesFile) {
    const { rules, problems: found } = parseRules(
      rulesFile,
      parsed.study ?? study,
      parsed.codebook,
      parsed.codes,
    )
    if (rules) parsed.rules = rules
    problems.push(...found)
  }
  // A rule that cannot be read is told already.
  if (parsed.rules || !rulesFile) problems.push(...checkCoded(parsed.codebook, parsed.rules))
  return parsed
}

/** The study with the thresholds that were decided for it. */
function withDecided(study: Study, file: StudyFile | undefined, problems: Problem[]): Study {
  if (!file) return study
  const { decided, problems: found } = parseThresholds(file, study)
  problems.push(...found)
  return decided.length ? { ...study, disclosure: { ...study.disclosure, decided } } : study
}

/** The texts of the `.sql` files that derived variables and checks name; one that is not there is a problem. */
function sqlFiles({ variables, checks, problems }: ParsedStudy, files: StudyFile[]): Record<string, string> {
  const named = [
    ...variables.flatMap(({ derived }) => (derived?.kind === 'sql' ? [derived.file] : [])),
    ...checks.flatMap((check) => (check.kind === 'sql' ? [check.file] : [])),
  ]
  const found: Record<string, string> = {}
  for (const path of new Set(named)) {
    const file = files.find((candidate) => candidate.path === path)
    if (file) found[path] = file.text
    else problems.push(absent(path, files))
  }
  return found
}

function parseStudy(
  file: StudyFile | undefined,
  problems: Problem[],
): { study?: Study; place?: YamlFile<Study>['place'] } {
  if (!file) {
    problems.push(absent('study.yaml', []))
    return {}
  }
  const { content, problems: found, place } = readYaml<Study>(file, studySchema)
  problems.push(...found)
  const units = content?.units.map(({ id }) => id) ?? []
  for (const [index, { within }] of content?.units.entries() ?? [])
    if (within !== undefined && !units.includes(within))
      problems.push({
        file: file.path,
        ...place(['units', index, 'within']),
        rule: 'reference',
        severity: 'stops',
        message: `unknown unit: ${within}${didYouMean(within, units)}`,
      })
  return { study: content, place }
}

/** The design speaks of variables that are in the codebook and units that are in the study. */
function checkDesign(study: Study, { variables }: ParsedStudy, place: YamlFile<Study>['place']): Problem[] {
  const ids = variables.map(({ id }) => id)
  const units = study.units.map(({ id }) => id)
  const unknown = (
    path: (string | number)[],
    what: string,
    name: string | undefined,
    known: string[],
  ): Problem[] =>
    name === undefined || known.includes(name)
      ? []
      : [
          {
            file: 'study.yaml',
            ...place(path),
            rule: 'reference',
            severity: 'stops',
            message: `unknown ${what}: ${name}${didYouMean(name, known)}`,
          },
        ]
  return [
    ...study.design.assigned.flatMap(({ variable, level, within }, i) => [
      ...unknown(['design', 'assigned', i, 'variable'], 'variable', variable, ids),
      ...unknown(['design', 'assigned', i, 'level'], 'unit', level, units),
      ...(within ?? []).flatMap((name, j) =>
        unknown(['design', 'assigned', i, 'within', j], 'variable', name, ids),
      ),
    ]),
    ...unknown(['firstRelation', 'x'], 'variable', study.firstRelation?.x, ids),
    ...unknown(['firstRelation', 'y'], 'variable', study.firstRelation?.y, ids),
    ...study.units.flatMap((unit, i) =>
      isCollected(unit) ? unknown(['units', i, 'key'], 'variable', unit.key, ids) : [],
    ),
  ]
}

function absent(path: string, files: StudyFile[]): Problem {
  const near = didYouMean(
    path,
    files.map((file) => file.path),
  )
  return {
    file: path,
    rule: 'missing-file',
    severity: 'stops',
    message: `expected a file${near}, found none`,
  }
}
