import { isOpen, owner, type Study, type Viewer } from '@pejling/indicators'

/**
 * How a study is to be answered for a viewer. Everybody sees all of an open one; for any other the viewer must be named,
 * so that no way out can forget to ask who it is for.
 *
 * @throws `viewer: expected one, since round-2 is not open; found none`
 */
export function checkedViewer(study: Study, viewer: Viewer | undefined): Viewer {
  if (isOpen(study)) return owner
  if (!viewer) throw new Error(`viewer: expected one, since ${study.id} is not open; found none`)
  return viewer
}
