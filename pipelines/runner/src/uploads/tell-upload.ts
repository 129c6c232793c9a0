import type { Upload } from '@pejling/ledger'
import type { House } from '../house.ts'
import { print, printJson } from '../output.ts'
import { seenUpload } from './seen-upload.ts'
import { uploadInWords } from './upload-in-words.ts'

/** Tells an upload as whoever acts may see it. */
export async function tellUpload(
  house: House,
  upload: Upload,
  json: boolean | undefined,
  inWords: (upload: Upload) => string = uploadInWords,
): Promise<void> {
  const seen = await seenUpload(house, upload)
  if (json) printJson(seen)
  else print(inWords(seen))
}
