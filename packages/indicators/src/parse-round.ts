import roundSchema from '../../../data/schema/round.schema.json' with { type: 'json' }
import type { Instrument } from './instrument.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readYaml } from './read-yaml.ts'
import type { Round } from './round.ts'
import type { Study } from './study.ts'
import type { StudyFile } from './study-folder.ts'

/** Reads `rounds/<id>/round.yaml`: its names lead somewhere, its days are days in order, its counts can be. */
export function parseRound(
  file: StudyFile,
  study: Study,
  instruments: Instrument[],
): { round?: Round; problems: Problem[] } {
  const { content, problems, line } = readYaml<Round>(file, roundSchema)
  if (!content) return { problems }
  const say = (path: string[], rule: string, message: string) =>
    problems.push({ file: file.path, row: line(path), rule, severity: 'stops', message })
  const [, folder] = file.path.split('/')
  if (content.id !== folder)
    say(['id'], 'reference', `id: expected the folder's name ${folder}, found ${content.id}`)

  const ids = instruments.map(({ id }) => id)
  const instrument = instruments.find(({ id }) => id === content.instrument)
  if (!instrument)
    say(
      ['instrument'],
      'reference',
      `unknown instrument: ${content.instrument}${didYouMean(content.instrument, ids)}`,
    )
  const versions = instrument?.versions.map(({ id }) => id) ?? []
  if (instrument && !versions.includes(content.version))
    say(
      ['version'],
      'reference',
      `unknown version: ${content.version}${didYouMean(content.version, versions)}`,
    )

  const { period, next, embargo } = content
  const days: [string[], string | undefined][] = [
    [['period', 'from'], period.from],
    [['period', 'to'], period.to],
    [['next'], next],
    [['embargo'], embargo],
  ]
  for (const [path, day] of days)
    if (day !== undefined && !isDay(day)) say(path, 'day', `expected a day such as 2026-03-01, found ${day}`)
  if (period.to < period.from)
    say(['period', 'to'], 'day', `expected ${period.from} or later, found ${period.to}`)
  if (next !== undefined && next <= period.to)
    say(['next'], 'day', `expected a day after ${period.to}, found ${next}`)
  checkEmbargo(study, embargo, (message) => say(['embargo'], 'disclosure', message))

  const units = study.units.filter(({ rounds }) => rounds).map(({ id }) => id)
  for (const counts of ['invited', 'answered'] as const)
    for (const unit of Object.keys(content[counts] ?? {}))
      if (!units.includes(unit))
        say([counts, unit], 'reference', `unknown unit with rounds: ${unit}${didYouMean(unit, units)}`)
  for (const [unit, n] of Object.entries(content.answered ?? {})) {
    const invited = content.invited?.[unit]
    if (invited !== undefined && n > invited)
      say(['answered', unit], 'range', `expected at most the ${invited} invited, found ${n}`)
  }
  return { round: content, problems }
}

/** Who sees what is decided for a study as one, so a round cannot be kept back by itself. */
function checkEmbargo({ disclosure }: Study, embargo: string | undefined, say: (message: string) => void) {
  if (embargo === undefined) return
  if ((disclosure?.embargo ?? '') < embargo)
    say(
      `expected disclosure.embargo ${embargo} or later in study.yaml, found ${disclosure?.embargo ?? 'none'}; an embargo holds for a whole study`,
    )
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}
