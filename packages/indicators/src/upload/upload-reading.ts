import type { AcceptedDeviation } from './accepted-deviation.ts'
import type { ConfirmedMatch } from './column-match.ts'
import type { Choices } from './receipt.ts'

/**
 * How an upload is read, as people confirmed it: a parameter of the step that reads the file, so that check, preview and run
 * give the same rows.
 */
export type UploadReading = {
  /** How its bytes become cells, and marks of numbers and dates that the file writes otherwise than the codebook says. */
  choices?: Choices
  /** Which of the choices a person made: they go before what the codebook says, a guess does not. */
  chosen?: string[]
  /** Which variable each column holds; without it columns are known by the codebook's names alone. */
  match?: ConfirmedMatch
  /** What the file calls units, by the variable that names them: `{institution_id: {A: 'I', '1': 'I'}}`. */
  aliases?: Record<string, Record<string, string>>
  accepted?: AcceptedDeviation[]
}
