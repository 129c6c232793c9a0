import { isOpen, shownProblems, strictestViewer, viewerOf, type Viewer } from '@pejling/indicators'
import type { LedgerProblem, RunPlan } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import { danishDay } from '#lib/people/danish-day.ts'
import { rightsTo } from './study-access.ts'

/**
 * Problems of a run or a plan as the one who asks may see them. A study is open if the folder the plan was made of says so
 * and, where it is live, the live edition does; of one that nobody has said it of, only those with its rights read all.
 *
 * @param problems each with a file that begins with its study's name
 */
export async function seenProblems(
  locals: App.Locals,
  plan: Pick<RunPlan, 'open'> | null | undefined,
  problems: LedgerProblem[],
): Promise<LedgerProblem[]> {
  const viewers = new Map<string, Viewer>()
  const seen: LedgerProblem[] = []
  for (const problem of problems) {
    const study = problem.file.split('/')[0]
    const viewer = viewers.get(study) ?? (await viewerOfProblems(locals, plan?.open, study))
    viewers.set(study, viewer)
    seen.push(...shownProblems([problem], viewer))
  }
  return seen
}

async function viewerOfProblems(
  locals: App.Locals,
  open: string[] | undefined,
  study: string,
): Promise<Viewer> {
  const { live } = locals.editions
  const known = live && (await getStudy(live, study).catch(() => undefined))
  // A plan of an earlier program does not say it.
  const isSaidOpen = open?.includes(study) ?? known !== undefined
  if (isSaidOpen && (!known || isOpen(known))) return { sees: 'all', rows: true }
  const rights = await rightsTo(locals, study)
  const held: Viewer = {
    sees: rights.includes('unsuppressed') ? 'all' : 'suppressed',
    rows: rights.includes('rows'),
  }
  return known && !isOpen(known)
    ? strictestViewer([held, viewerOf(known, rights, danishDay(new Date()))])
    : held
}
