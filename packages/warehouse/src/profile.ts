import {
  currentDefinition,
  didYouMean,
  type Indicator,
  isProfiled,
  profileUnits,
  type Category,
  type Codebook,
  roundVariable,
  type Study,
  type Suppression,
  thresholdOf,
  type Unit,
  type Variable,
  variableLine,
  type Viewer,
} from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { listIndicators } from './indicator-queries.ts'
import { listPeerGroups, type PeerGroup } from './peer-groups.ts'
import {
  factsOf,
  labelOf,
  medianOf,
  type Peers,
  peersOf,
  plainLabel,
  type ProfileFact,
  type ProfileValue,
  valueOf,
  withPeers,
} from './profile-parts.ts'
import { readUnitTable, type UnitLine } from './profile-rows.ts'
import { getCodebook, getStudy } from './study-queries.ts'
import { ancestors, isCategorical, isNumber, variablesOf } from './unit-table.ts'

export type { PeerGroup, Peers, ProfileFact, ProfileValue }

/** One thing that is measured: where the unit lies in the round looked at, and its values over rounds. */
export type ProfileMeasure = {
  variable: Variable
  /** The indicator whose definition in force it is. */
  indicator?: Pick<Indicator, 'id' | 'label' | 'quality'>
  value: ProfileValue
  /** Missing if there are fewer peers with a value than the threshold. */
  peers?: Peers
  /** Every round in which the unit has a row, in period order. */
  rounds: ProfileValue[]
  /** Rounds after which values cannot be compared with those before. */
  breaks: string[]
}

/** Something that is so for the unit, or for a unit it lies in: a fact of funding. */
export type Profile = {
  study: string
  unit: string
  key: string
  label: Category['label']
  /** The round looked at, of a unit with rounds; and all in which it has a row. */
  round?: string
  rounds: string[]
  peers: PeerGroup
  /** What the peers may be. */
  peerGroups: PeerGroup[]
  /** The smallest number of peers that is drawn. */
  threshold: number
  /** By structure, process and outcome; in each the indicators first, then in codebook order. */
  measures: ProfileMeasure[]
  /** Variables that were never published unit by unit. */
  withoutRows: Variable[]
  facts: ProfileFact[]
  /** The rows may not be seen by the one who asks: nothing of the unit is here, not even whether it is known. */
  withheld?: Suppression
}

/** The units of one kind that have a page of their own; none for one who may not see rows. */
export type ProfileUnits = {
  unit: Unit
  units: { key: string; label: Category['label']; within?: string }[]
  withheld?: Suppression
}

type Asked = { study: string; unit: string }
const qualities = ['structure', 'process', 'outcome']

/**
 * The institutions or municipalities of a study, in the order of their files.
 *
 * @throws `unknown study: …`, `unknown profile: child of …; expected institution or municipality`
 */
export async function listProfileUnits(
  edition: Edition,
  asked: Asked,
  viewer?: Viewer,
): Promise<ProfileUnits> {
  const { study, codebook, unit, withheld } = await opened(edition, asked, viewer)
  if (withheld) return { unit, units: [], withheld }
  const outer = ancestors(study, unit)[0]
  const keys = variablesOf(study, codebook, unit).filter(
    ({ id }) => id === unit.key || id === outer?.key || id === roundVariable,
  )
  const rows = await readUnitTable(edition, study, unit, keys)
  return {
    unit,
    units: [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => ({
      ...{ key, label: labelOf(codebook, unit, key) },
      ...(outer && { within: String(own[0].values[outer.key]) }),
    })),
  }
}

/**
 * Where one institution or municipality lies on everything that is measured of it, among peers who are never named. Only
 * units that cannot be persons have one, and only for those who may see the study's rows.
 *
 * @param question.peers `all` (if left out), an outer unit (`municipality`), or an assigned variable (`funding_model`)
 * @param question.round the last one in which the unit has a row, if left out
 * @throws `unknown study|profile|institution|round|peers: …`, `viewer: expected one, since round-2 is not open; found none`
 */
export async function profile(
  edition: Edition,
  question: Asked & { key: string; peers?: string; round?: string },
  viewer?: Viewer,
): Promise<Profile> {
  const { study, codebook, unit, withheld } = await opened(edition, question, viewer)
  const { key } = question
  const threshold = thresholdOf(study, unit.id)
  const base = { study: study.id, unit: unit.id, key, threshold }
  if (withheld) {
    const nothing = { rounds: [], peerGroups: [], measures: [], withoutRows: [], facts: [] }
    return { ...base, ...nothing, label: plainLabel(unit, key), peers: { id: 'all' }, withheld }
  }
  const rows = await readUnitTable(edition, study, unit, variablesOf(study, codebook, unit))
  const own = rows.filter((row) => row.key === key)
  if (!own.length)
    throw new Error(`unknown ${unit.id}: ${key}${didYouMean(key, [...new Set(rows.map((row) => row.key))])}`)
  const rounds = own.flatMap(({ round }) => (round === null ? [] : [round]))
  const round = question.round ?? rounds.at(-1)
  const now = own.find((row) => row.round === (round ?? null))
  if (!now)
    throw new Error(`unknown round: ${round} of ${unit.id} ${key}${didYouMean(String(round), rounds)}`)

  const outer = await outerLines(edition, study, codebook, unit)
  const groups = listPeerGroups(study, codebook, unit, now, outer)
  const peers = groups.find(({ id }) => id === (question.peers ?? 'all'))
  if (!peers) {
    const known = groups.map(({ id }) => id)
    throw new Error(`unknown peers: ${question.peers}${didYouMean(String(question.peers), known)}`)
  }
  const among = rows.filter((row) => peers.holds(row))
  const indicators = (await listIndicators(edition, study.id)).map(({ indicator }) => indicator)
  const superseded = indicators.flatMap((indicator) =>
    indicator.definitions
      .filter((one) => one !== currentDefinition(indicator))
      .map(({ variable }) => variable),
  )
  const mine = codebook.variables.filter((variable) => variable.unit === unit.id)
  const measured = mine.filter(
    (variable) =>
      isProfiled(study, codebook, variable) &&
      variable.id !== roundVariable &&
      variable.id !== unit.key &&
      !superseded.includes(variable.id) &&
      (isNumber(variable) || isCategorical(variable)),
  )
  // A round without a row of the unit is no place for a line to break: it breaks after the last one before it.
  const ownRounds = study.rounds?.filter(({ id }) => rounds.includes(id))
  const measures = measured.map((variable): ProfileMeasure => {
    const indicator = indicators.find((one) => currentDefinition(one).variable === variable.id)
    const counted = (at: string | null) =>
      peersOf(
        among.filter((row) => row.round === at),
        variable,
        threshold,
      )
    return {
      variable,
      ...(indicator && {
        indicator: { id: indicator.id, label: indicator.label, quality: indicator.quality },
      }),
      value: valueOf(now, variable, unit),
      ...withPeers(counted(now.round)),
      rounds: own.map((row) => ({
        ...valueOf(row, variable, unit),
        ...medianOf(counted(row.round)),
      })),
      breaks: variableLine(variable.id, codebook, { ...study, rounds: ownRounds }).breaks.map(
        ({ after }) => after,
      ),
    }
  })
  const place = ({ indicator, variable }: ProfileMeasure) =>
    qualities.indexOf(indicator?.quality ?? variable.quality) * 2 + (indicator ? 0 : 1)
  return {
    ...base,
    label: labelOf(codebook, unit, key),
    ...(round !== undefined && { round }),
    rounds,
    peers: named(peers),
    peerGroups: groups.map(named),
    measures: measures.toSorted((a, b) => place(a) - place(b)),
    withoutRows: mine.filter(({ leftOut }) => leftOut),
    facts: [[unit, now] as const, ...outer.map(({ unit: around, of }) => [around, of(now)] as const)].flatMap(
      ([about, line]) => (line ? factsOf(study, codebook, about, line, unit) : []),
    ),
  }
}

async function opened(edition: Edition, asked: Asked, viewer: Viewer | undefined) {
  const study = await getStudy(edition, asked.study)
  const seenBy = checkedViewer(study, viewer)
  const codebook = await getCodebook(edition, study.id)
  const known = profileUnits(study, codebook)
  const unit = known.find(({ id }) => id === asked.unit)
  if (!unit)
    throw new Error(
      `unknown profile: ${asked.unit} of ${study.id}; expected ${known.map(({ id }) => id).join(' or ') || 'none'}`,
    )
  const withheld: Suppression | undefined = seenBy.rows
    ? undefined
    : {
        code: seenBy.sees === 'nothing' ? 'embargo' : 'rows',
        values: { threshold: thresholdOf(study, unit.id), unit: unit.id },
      }
  return { study, codebook, unit, withheld }
}

/** The lines of the units around, and which of them a line lies in. */
async function outerLines(edition: Edition, study: Study, codebook: Codebook, unit: Unit) {
  const outer = await Promise.all(
    ancestors(study, unit).map(async (around) => ({
      unit: around,
      lines: await readUnitTable(edition, study, around, variablesOf(study, codebook, around)),
    })),
  )
  return outer.map(({ unit: around, lines }) => {
    const byKey = Map.groupBy(lines, ({ key }) => key)
    return {
      unit: around,
      of: (line: UnitLine): UnitLine | undefined =>
        byKey
          .get(String(line.values[around.key]))
          ?.find(({ round }) => round === null || round === line.round),
    }
  })
}

function named({ holds: _, ...group }: PeerGroup & { holds: unknown }): PeerGroup {
  return group
}
