import type { WordKey } from './words/words.ts'

/** A room of the house: what the menu, the foot and the search lead to. */
export type Room = {
  href: string
  /** Its name in the catalogue. */
  key: WordKey
  /** The door of the table of access one must be able to pass to see it in a menu. */
  door: string
  /** The routes that belong to it. */
  holds: RegExp
  /** Where numbers are read, where work is done on them, or what explains them. */
  kind: 'read' | 'work' | 'help'
}

/** Every room, in the order of the menu. */
export const rooms: readonly Room[] = [
  {
    ...{ href: '/', key: 'shell.home', door: 'GET /' },
    ...{ holds: /^\/(studies.*|indicators.*|units.*|rows|files.*|lineage.*)?$/, kind: 'read' },
  },
  {
    ...{ href: '/relations', key: 'shell.relations', door: 'GET /relations' },
    ...{ holds: /^\/relations/, kind: 'read' },
  },
  { href: '/findings', key: 'shell.findings', door: 'GET /findings', holds: /^\/findings/, kind: 'read' },
  {
    ...{ href: '/interviews', key: 'shell.interviews', door: 'GET /interviews' },
    ...{ holds: /^\/interviews/, kind: 'read' },
  },
  { href: '/compare', key: 'shell.compare', door: 'GET /compare', holds: /^\/compare/, kind: 'read' },
  { href: '/views', key: 'shell.views', door: 'GET /views', holds: /^\/(views|lists)(\/|$)/, kind: 'read' },
  { href: '/audit', key: 'shell.audit', door: 'GET /audit', holds: /^\/audit(\/|$)/, kind: 'read' },
  { href: '/sql', key: 'sql.title', door: 'GET /sql', holds: /^\/sql/, kind: 'work' },
  {
    ...{ href: '/disclosure', key: 'disclosure.title', door: 'GET /disclosure' },
    ...{ holds: /^\/disclosure/, kind: 'work' },
  },
  { href: '/rounds', key: 'shell.rounds', door: 'GET /rounds', holds: /^\/rounds/, kind: 'work' },
  { href: '/runs', key: 'shell.runs', door: 'GET /runs', holds: /^\/runs/, kind: 'work' },
  { href: '/editions', key: 'shell.editions', door: 'GET /editions', holds: /^\/editions/, kind: 'work' },
  { href: '/people', key: 'shell.people', door: 'GET /people', holds: /^\/people/, kind: 'work' },
  { href: '/audit-log', key: 'shell.auditLog', door: 'GET /audit-log', holds: /^\/audit-log/, kind: 'work' },
  { href: '/about', key: 'shell.about', door: 'GET /about', holds: /^\/about$/, kind: 'help' },
  { href: '/tour', key: 'shell.tour', door: 'GET /tour', holds: /^\/tour/, kind: 'help' },
  { href: '/api-guide', key: 'api.title', door: 'GET /api-guide', holds: /^\/api-guide/, kind: 'help' },
  { href: '/glossary', key: 'shell.glossary', door: 'GET /glossary', holds: /^\/glossary/, kind: 'help' },
]

/** Those of the rooms with these addresses, of one kind if one is named. */
export function roomsAt(open: readonly string[], kind?: Room['kind']): Room[] {
  return rooms.filter((room) => open.includes(room.href) && (!kind || room.kind === kind))
}
