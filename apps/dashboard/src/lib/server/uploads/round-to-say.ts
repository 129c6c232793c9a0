import { nextRound, type Round, type Study } from '@pejling/indicators'
import { findRoundFacts, listRoundFacts, listUploads } from '@pejling/ledger'
import { listStudies } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { fromLedger } from '../from-ledger.ts'
import { passes } from '../guard.ts'
import { listNames } from '../people.ts'

/**
 * What a round is and who has said it: its study's folder, where it is changed in the file, or the ledger, where it is changed
 * here; of a round nobody has said anything of, how the last one was.
 *
 * @throws 404 for a study or a round that nobody knows
 */
export async function roundToSay(locals: App.Locals, study: string, round: string) {
  const found = locals.edition && (await listStudies(locals.edition)).find(({ id }) => id === study)
  if (!found) error(404, `unknown study: ${study}`)
  return fromLedger(async ({ ledger }) => {
    const row = await findRoundFacts(ledger, study, round)
    const uploads = await listUploads(ledger, { study, round })
    const inEdition = found.rounds?.find(({ id }) => id === round)
    if (!row && !uploads.length && !inEdition) error(404, `unknown round: ${round}`)
    const others = (await listRoundFacts(ledger, study)).map(
      (one) => ({ id: one.round, ...one.facts }) as Round,
    )
    const before = nextRound([...(found.rounds ?? []), ...others])
    const live = uploads.find(({ state }) => state === 'live')
    const busy = uploads.find(
      ({ work, work_status }) =>
        (work === 'preview' || work === 'publish' || work === 'withdraw') && work_status !== 'failed',
    )
    return {
      study: found,
      round,
      facts: (row?.facts ?? inEdition ?? before) as Omit<Round, 'id'> | undefined,
      from: row ? ('ledger' as const) : inEdition ? ('folder' as const) : ('before' as const),
      version: row?.version ?? 0,
      ...(row && { said: { by: row.by, at: row.at, people: await listNames(ledger) } }),
      uploads: uploads.map(({ id, unit, state }) => ({ id, unit, state })),
      live: live !== undefined,
      ...(busy && { busy: busy.id }),
      /** What is live is changed by who may approve it. */
      may: !live || passes(locals, 'POST /rounds/[upload]?/approve'),
    }
  })
}

/** As much of a study as the form of a round's facts asks for. */
export function askedOf({ id, title, units, instruments = [] }: Study) {
  return {
    ...{ id, title },
    units: units.filter(({ rounds }) => rounds).map(({ id, label }) => ({ id, label })),
    instruments: instruments.map(({ id, title, versions }) => ({
      ...{ id, title },
      versions: versions.map(({ id, label }) => ({ id, label })),
    })),
  }
}
