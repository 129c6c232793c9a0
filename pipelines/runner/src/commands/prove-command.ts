import { isOpen } from '@pejling/indicators'
import { type DisclosureProof, disclosureProof, getStudy, type ProvenTable } from '@pejling/warehouse'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'

/**
 * `pejling disclosure prove STUDY`: the tables others are shown, with the range everybody can work out of each hidden
 * count; 1 if one can be narrowed below its threshold. Of an open study there is nothing to prove.
 *
 * @throws `no access: round-2 needs the right unsuppressed`
 */
export async function proveCommand(
  id: string,
  { edition, json }: { edition?: string; json?: boolean },
): Promise<ExitCode> {
  const { open, proof } = await withEdition(edition, async (found, { caller }) => {
    const study = await getStudy(found, id)
    if (isOpen(study)) return { open: true, proof: { ...nothing, study: id } }
    if (viewerFor(caller, study).sees !== 'all')
      throw new Error(`no access: ${id} needs the right unsuppressed`)
    return { open: false, proof: await disclosureProof(found, id) }
  })
  if (json) printJson({ open, ...proof })
  else print(open ? `${id} is open: all counts are shown to all` : inWords(proof))
  return proof.holds ? 0 : 1
}

const nothing = { holds: true, printed: false, tables: [], notShown: [], together: [] }

function inWords({ holds, printed, tables, notShown, together }: DisclosureProof): string {
  if (printed) return 'others are shown what was printed, and nothing counted from rows'
  const cells = tables.flatMap((table) =>
    table.cells.map((cell) => ({ ...cell, threshold: table.threshold })),
  )
  return [
    `${cells.length} hidden counts in ${tables.length} tables: ` +
      (holds ? 'none can be narrowed below its threshold' : 'some CAN BE NARROWED below their threshold'),
    ...tables.map(tableInWords),
    ...together.map(
      ({ variable, categories }) => `${variable}: hidden together everywhere: ${categories.join(', ')}`,
    ),
    ...notShown.map(({ x, y }) => `${x} × ${y}: not shown, too few`),
  ].join('\n')
}

function tableInWords({ x, y, unit, threshold, cells, counts, whole, holds }: ProvenTable): string {
  const lines = cells.map((cell) => [
    `  ${cell.x.join('+')} × ${cell.y.join('+')}`,
    `${cell.n}`,
    ...[cell, cell.told].map(({ lower, upper }) => `${lower}–${upper}`),
    `${cell.why}${cell.told.upper - cell.told.lower < threshold ? ', TOO NARROW' : ''}`,
  ])
  const merged = counts.flat().some(({ shown }) => !shown)
  const none = merged ? '  categories are hidden together: others know their sums only' : '  nothing hidden'
  return [
    `${x} × ${y}, ${unit}, threshold ${threshold}${holds ? '' : ': DOES NOT HOLD'}`,
    ...(lines.length
      ? [aligned([['  hidden', 'is', 'by what is shown', 'the rule known', 'why'], ...lines])]
      : [none]),
    ...[...whole.x.map((id) => `${x} ${id}`), ...whole.y.map((id) => `${y} ${id}`)].map(
      (group) => `  whole group: all of ${group} in one category`,
    ),
  ].join('\n')
}
