import type { Viewer } from '../disclosure.ts'
import type { Receipt } from './receipt.ts'
import type { UploadPreview } from './upload-preview.ts'

/** A preview with what the one who asks may see of it: counts, and rows. */
export type ShownPreview = { rows: number } & Partial<Omit<UploadPreview, 'rows'>>

/** What was read of a file: its lines only for who may see rows. */
export function shownReceipt(receipt: Receipt, { rows }: Viewer): Receipt {
  return rows ? receipt : { ...receipt, samples: [] }
}

/** Counts for who sees all counts; first rows and changed cells for who may see rows. */
export function shownPreview(preview: UploadPreview, { sees, rows }: Viewer): ShownPreview {
  const { variables, first, distributions, difference } = preview
  return {
    rows: preview.rows,
    ...(rows && { variables, first }),
    ...(sees === 'all' && { distributions }),
    ...(rows && difference && { difference }),
  }
}
