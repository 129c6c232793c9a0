import type { Viewer } from '../disclosure.ts'
import type { InterviewPreview } from './interview-preview.ts'

/** What interviews would bring, with what the one who asks may see of it: units one by one are rows. */
export function shownInterviewPreview(preview: InterviewPreview, { rows }: Viewer): InterviewPreview {
  return rows ? preview : { ...preview, units: [], codes: [], moreCodes: 0, changed: [] }
}
