import type { SeenUpload } from '#lib/server/uploads/seen-upload.ts'
import type { Words } from '#lib/words/words.ts'
import type { View } from './views.ts'

type Told = Pick<
  SeenUpload['upload'],
  'kind' | 'state' | 'stopping' | 'rows' | 'underWay' | 'files' | 'workStatus'
>

/** What is to be known of an upload where it is looked at, in a sentence or two. */
export function findingOf(upload: Told, view: View, words: Words): string {
  const { kind, state, stopping, rows, underWay, files } = upload
  const counted = { rows: rows ?? 0, stopping, files: files.length }
  if (underWay) return words.say('upload.finding.working')
  if (view === 'uploaded') return words.say('upload.finding.uploaded', counted)
  const isInterviews = kind === 'interviews'
  if (isInterviews && view === 'read') return words.say('interviewUpload.finding.read')
  if (isInterviews && view === 'checked' && state !== 'read' && !stopping)
    return words.say('interviewUpload.finding.checked', counted)
  if (view === 'read' || view === 'columns') return words.say(`upload.finding.${view}`)
  if (view === 'checked') {
    if (state === 'read') return words.say('upload.finding.unchecked')
    return words.say(stopping ? 'upload.finding.stops' : 'upload.finding.checked', counted)
  }
  if (view === 'previewed' && state === 'checked') return words.say('upload.finding.untried')
  if (view === 'live' && state === 'withdrawn') return words.say('upload.finding.withdrawn')
  return words.say(`upload.finding.${view}`, counted)
}
