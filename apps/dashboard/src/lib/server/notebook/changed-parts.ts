import type { ListPart } from '@pejling/ledger'

/**
 * A list's parts after a form: texts as they were written, a new one at the end, and what the button did (`up:2`, `down:2`,
 * `drop:2`; parts are counted from 0). An empty text is taken out.
 *
 * @param text what the form says, field by field: `text-0`, `text-new`, `act`
 */
export function changedParts(parts: readonly ListPart[], text: (name: string) => string): ListPart[] {
  const written = parts.map((part, at): ListPart =>
    part.view === undefined ? { text: lines(text(`text-${at}`)) } : part,
  )
  const [, act, place] = /^(up|down|drop):(\d{1,3})$/.exec(text('act')) ?? []
  const at = Number(place)
  const moved = act && at < written.length ? movers[act as keyof typeof movers](written, at) : written
  return [...moved, { text: lines(text('text-new')) }].filter(
    (part) => part.view !== undefined || part.text.trim() !== '',
  )
}

const movers = {
  up: (parts: ListPart[], at: number) => (at === 0 ? parts : swapped(parts, at - 1)),
  down: (parts: ListPart[], at: number) => (at === parts.length - 1 ? parts : swapped(parts, at)),
  drop: (parts: ListPart[], at: number) => parts.toSpliced(at, 1),
}

const swapped = (parts: ListPart[], at: number) => parts.toSpliced(at, 2, parts[at + 1], parts[at])

/** A form sends lines the way of the network. */
const lines = (text: string) => text.replaceAll('\r\n', '\n')
