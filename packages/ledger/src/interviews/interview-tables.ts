import type { ColumnType, Generated } from 'kysely'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>

/**
 * A place in a text that is known by the hash of the text, so that it is still the same place when the same text is sent
 * anew: code points from `start`, `end` is the first that is not in it.
 */
type Place = { study: string; text_hash: string; start: number; end: number }

/** A passage that nobody is shown. */
export type InterviewMaskTable = Place & { id: Generated<number>; kind: string; by: string; at: Moment }

/** A quotation that may be published, until it is withdrawn. */
export type ClearedQuotationTable = Place & {
  id: Generated<number>
  cleared_by: string
  cleared_role: string
  cleared_at: Moment
  withdrawn_by: string | null
  withdrawn_at: Date | null
}

export type InterviewTables = {
  interview_mask: InterviewMaskTable
  cleared_quotation: ClearedQuotationTable
}
