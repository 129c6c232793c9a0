import type { ReportedList, ReportedView } from '@pejling/notebook'
import type { SeenList } from './seen-list.ts'
import { type SeenView, viewAddress } from './seen-view.ts'

/** A reading list as it is printed for the one who sees it so. */
export function reportedList({ name, note, madeAt, parts }: SeenList, origin: string): ReportedList {
  return {
    ...{ name, note, madeAt },
    parts: parts.map((part) =>
      part.kind === 'text' ? part : { ...part, view: reportedView(part.view, origin) },
    ),
  }
}

/** A view that is printed alone. */
export function reportedAlone(view: SeenView, origin: string): ReportedList {
  const part = { kind: 'view' as const, view: { ...reportedView(view, origin), note: '' } }
  return { name: view.title, note: view.note, madeAt: view.savedAt, parts: [part] }
}

function reportedView(view: SeenView, origin: string): ReportedView {
  return { ...view, address: viewAddress(view.name, origin), keptAt: view.frozen?.at ?? view.savedAt }
}
