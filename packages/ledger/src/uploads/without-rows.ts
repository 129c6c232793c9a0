import type { Upload } from './upload.ts'
import type { UploadUpdate } from './upload-tables.ts'

/**
 * An upload without the rows of its file that were kept to be looked at: the lines of the receipt and the first rows and
 * changed cells of the preview. What is live or withdrawn needs none of them; the original is kept.
 */
export function withoutRows({ receipt, preview }: Upload): UploadUpdate {
  return {
    ...(isObject(receipt) && { receipt: JSON.stringify({ ...receipt, samples: [] }) }),
    ...(isObject(preview) && { preview: JSON.stringify(withoutFirst(preview)) }),
  }
}

function withoutFirst({ difference, ...preview }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...{ ...preview, first: [] },
    ...(isObject(difference) && { difference: { ...difference, examples: [] } }),
  }
}

function isObject(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && !Array.isArray(found)
}
