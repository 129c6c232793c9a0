import type { Text } from '@pejling/indicators'
import type { Right } from '@pejling/ledger'

/** A right to a study as it is shown: with the study's title where an edition has it. */
export type SeenGrant = { study: string; right: Right; title?: Text; endsOn?: Date }
