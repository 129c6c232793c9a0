import type { LegalBasis } from './disclosure.ts'
import type { Text } from './text.ts'

/** One collection with one version of an instrument: the content of `rounds/<id>/round.yaml`, the folder's name as `id`. */
export type Round = {
  id: string
  label: Text
  instrument: string
  version: string
  /** First and last day: `{from: 2023-03-01, to: 2023-04-15}`. */
  period: { from: string; to: string }
  /** Who could be asked, in words. */
  population?: Text
  /** How many of each unit were invited, and how many answered: `{institution: 60}`. */
  invited?: Record<string, number>
  answered?: Record<string, number>
  legalBasis?: LegalBasis
  consent?: Text
  /** Nothing of the study is shown before that day to those without the right to all figures. */
  embargo?: string
  /** The day the next round is expected. */
  next?: string
  note?: Text
}

/** The variable that says which round a row is from: every unit with rounds has it. */
export const roundVariable = 'round'
