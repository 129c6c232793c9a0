import type { UploadSummary } from '@pejling/ledger'

/** What is looked at of an upload, one at a time, in the order of its way. */
export const views = ['uploaded', 'read', 'columns', 'checked', 'previewed', 'approved', 'live'] as const
export type View = (typeof views)[number]

/** As much of an upload as says how far it is. */
export type Way = Pick<UploadSummary, 'kind' | 'state' | 'work' | 'work_status'> & {
  /** What is known of it by now. */
  known: { receipt: boolean; match: boolean; preview: boolean }
}

/** Where the next thing is to be done, or is being done. */
export function nextView({ state, work, known }: Way): View {
  if (state === 'withdrawn' || work === 'withdraw' || work === 'publish') return 'live'
  if (state === 'checked') return work === 'preview' ? 'previewed' : 'checked'
  if (state === 'read') return known.match || work === 'check' ? 'checked' : 'read'
  if (state === 'uploaded') return known.receipt ? 'read' : 'uploaded'
  return state
}

/** What can be looked at already. */
export function openViews(way: Way): View[] {
  const { kind, state, known } = way
  const next = nextView(way)
  const open: Record<View, boolean> = {
    ...{
      uploaded: true,
      read: known.receipt,
      columns: kind === 'survey' && known.receipt && state !== 'uploaded',
    },
    checked: !['uploaded', 'read'].includes(state),
    previewed: known.preview && !['uploaded', 'read'].includes(state),
    ...{ approved: state === 'approved', live: state === 'live' || state === 'withdrawn' },
  }
  return views.filter((view) => open[view] || view === next)
}

/** The view an address asks for, if it can be looked at, else where the next thing is to be done. */
export function chosenView(way: Way, asked: string | null): View {
  return openViews(way).find((view) => view === asked) ?? nextView(way)
}

/** Is the worker at it, or about to be? */
export function isUnderWay({ work_status }: Pick<Way, 'work_status'>): boolean {
  return work_status === 'waiting' || work_status === 'running'
}
