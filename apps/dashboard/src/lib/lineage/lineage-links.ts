import { toQuery } from '@pejling/indicators'
import type { LineageEdge, LineageNode, LineagePlace } from '@pejling/warehouse'
import { codeLink } from '#lib/interviews/interview-links.ts'
import { cellAnchor, auditLink, fileLine, inEdition } from '#lib/relation/cell-links.ts'
import type { Words } from '#lib/words/words.ts'

/** Where a page may lead from a lineage: which doors are open to the one who asks, in which study, edition and run. */
export type LineageDoors = {
  study: string
  edition?: string
  files: boolean
  audit: boolean
  /** The run that made the edition. */
  run?: number
}

export type SeeLink = { href: string; words: string }

/** The lineage of something, by its address; `open` are words of what is to be shown one by one. */
export function lineageLink(
  study: string,
  of: string,
  { edition, open = [] }: { edition?: string; open?: string[] } = {},
): string {
  const path = of.split('/').map(encodeURIComponent).join('/')
  const search = new URLSearchParams(open.map((word) => ['open', word]))
  if (edition) search.set('edition', edition)
  return `/lineage/${encodeURIComponent(study)}/${path}${search.size ? `?${search}` : ''}`
}

/** Where something can be seen as it is; an edge from a file says on which line. */
export function seeLinks(
  node: LineageNode,
  doors: LineageDoors,
  words: Words,
  edge?: LineageEdge,
): SeeLink[] {
  return node.places.flatMap((place) => {
    if (place.in !== 'file' || node.kind !== 'file') return seeLink(place, doors, words) ?? []
    return seeLink({ ...place, line: edge?.line }, doors, words) ?? []
  })
}

function seeLink(place: LineagePlace, doors: LineageDoors, words: Words): SeeLink | undefined {
  const { study, edition } = doors
  switch (place.in) {
    case 'file': {
      if (!doors.files) return undefined
      const { file, line } = place
      return {
        href: fileLine(study, file, line, edition),
        words:
          line === undefined ? words.say('lineage.see.file') : words.say('lineage.see.line', { line, file }),
      }
    }
    case 'codebook':
      return {
        href: `/studies/${study}${inEdition(edition)}#${place.variable}`,
        words: words.say('lineage.see.codebook'),
      }
    case 'rows': {
      const search = new URLSearchParams({ study, unit: place.unit, ...(edition && { edition }) })
      return doors.files ? { href: `/rows?${search}`, words: words.say('lineage.see.rows') } : undefined
    }
    case 'audit': {
      const anchor = place.cell === undefined ? place.table : cellAnchor(place.table, place.cell)
      return doors.audit
        ? { href: auditLink(study, anchor, edition), words: words.say('lineage.see.audit') }
        : undefined
    }
    case 'relation': {
      const { x, y } = place
      const relation = { study, x, y, where: [], ...(edition && { edition }) }
      return { href: `/relations${toQuery(relation)}`, words: words.say('lineage.see.relation') }
    }
    case 'code':
      return { href: codeLink(study, place.code, edition), words: words.say('lineage.see.code') }
    case 'run':
      return doors.run === undefined
        ? undefined
        : {
            href: `/runs/${doors.run}#${encodeURIComponent(place.step)}`,
            words: words.say('lineage.see.run'),
          }
  }
}
