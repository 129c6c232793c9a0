import { type ArchiveRemark, remarkInWords } from '@pejling/archive'
import type { Text } from '@pejling/indicators'

/** What an archive would say, with its sentence. */
export type SeenRemark = ArchiveRemark & { says: Text }

export function seenRemarks(remarks: ArchiveRemark[]): SeenRemark[] {
  return remarks.map((remark) => ({ ...remark, says: remarkInWords(remark) }))
}
