import { isOpen, owner, type Study, type Viewer } from '@pejling/indicators'

/**
 * How a study is to be answered for a viewer. For one that is not open the viewer must be named, so that no way out can
 * forget to ask who it is for; an open one shows all to whoever is not named. Who is named sees no more than that even of
 * an open one: in a newer edition the study may have closed.
 *
 * @throws `viewer: expected one, since round-2 is not open; found none`
 */
export function checkedViewer(study: Study, viewer: Viewer | undefined): Viewer {
  if (viewer) return viewer
  if (isOpen(study)) return owner
  throw new Error(`viewer: expected one, since ${study.id} is not open; found none`)
}
