import type { Round } from './round.ts'
import type { Study, Unit } from './study.ts'

/** A file with rows of a unit, relative to the study's folder; of one round where the unit has rounds. */
export type UnitFilePlace = { unit: string; round?: string; version?: string; path: string }

/**
 * The files that hold a study's rows, in the order of its units; of a unit with rounds one for each round that has one,
 * in period order. `paths` are the files of the study's folder: a round need not ask every unit.
 *
 * @example unitFiles(parsed.study, parsed.rounds, folder.files.map(({ path }) => path))
 */
export function unitFiles(study: Study, rounds: Round[], paths: Iterable<string>): UnitFilePlace[] {
  const there = new Set(paths)
  return study.units.flatMap(({ id, file, rounds: hasRounds }): UnitFilePlace[] => {
    if (!hasRounds) return file === undefined ? [] : [{ unit: id, path: file }]
    return rounds
      .map(({ id: round, version }) => ({ unit: id, round, version, path: roundFile(round, id) }))
      .filter(({ path }) => there.has(path))
  })
}

/** `rounds/2023/institution.csv` */
export function roundFile(round: string, unit: string): string {
  return `rounds/${round}/${unit}.csv`
}

/** The unit whose rows a file of the study's folder holds. */
export function unitOfFile(study: Study, path: string): Unit | undefined {
  const [, name] = /^rounds\/[^/]+\/([^/]+)\.csv$/.exec(path) ?? []
  return study.units.find(({ id, file, rounds }) => file === path || (rounds && id === name))
}

/** Has the unit rows: a file of its own, or one in each round? */
export function isCollected({ file, rounds }: Unit): boolean {
  return file !== undefined || rounds === true
}
