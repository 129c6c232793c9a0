import type { Viewer } from '@pejling/indicators'

/** Every way a study can be seen, each with a result of its own: who opens a view gets the one they may see. */
export const waysOfSeeing = {
  'all-rows': { sees: 'all', rows: true },
  all: { sees: 'all', rows: false },
  'suppressed-rows': { sees: 'suppressed', rows: true },
  suppressed: { sees: 'suppressed', rows: false },
  nothing: { sees: 'nothing', rows: false },
} as const satisfies Record<string, Viewer>
export type SeenAs = keyof typeof waysOfSeeing

/** Which of the ways is this viewer's? One to whom nothing is shown sees no rows either. */
export function seenAs({ sees, rows }: Viewer): SeenAs {
  return sees === 'nothing' || !rows ? sees : `${sees}-rows`
}
