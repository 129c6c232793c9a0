import { isOpen, type Problem } from '@pejling/indicators'
import {
  findLastSteps,
  findUnfinishedRun,
  type PlanReason,
  type PlanStep,
  type RunPlan,
} from '@pejling/ledger'
import { stepsOf } from '../steps/index.ts'
import type { StudyFolder } from '../study-folder.ts'
import { isMade } from '../uploads/trial-edition.ts'
import { findBuilt } from './built.ts'
import { type Content, readContents } from './content.ts'
import { earlierCrossingProblems } from './earlier-crossings.ts'
import { editionReasons } from './edition-reasons.ts'
import { judge, type Judging } from './judge.ts'
import { editionHash, studyHash, withKey } from './keys.ts'
import { lastTime, type Planned, type Planning } from './plan.ts'
import { asInLive, checkScope, forcedSteps, isLeftOut } from './scope.ts'
import type { StepOutput } from './step-cache.ts'
import type { PlannedStep } from './step.ts'

/** The plan of studies whose edition is not there yet: they are parsed, and each step is judged. */
export async function planAnew(planning: Planning, folders: StudyFolder[]): Promise<Planned> {
  const { home, ledger, scope, codes, hashes, live, untouched } = planning
  const readable = folders.filter(({ unreadable }) => !unreadable.length)
  const { contents: read, problems } = await readContents(readable)
  problems.push(...(await earlierCrossingProblems(planning, read)))
  const { steps, older } = await stepsWithKeys(planning, read, problems)
  const contents = read.map((content) => withOlderFiles(content, older))
  checkScope(scope, steps)
  const forced = forcedSteps(scope, steps)
  const judging: Judging = {
    ...{ cache: home.cache, hashes, codes, scope, live, forced },
    worked: new Set<string>(),
  }
  const last = await findLastSteps(ledger, [...steps.map(({ name }) => name), 'edition'])
  const unfinished = await findUnfinishedRun(ledger, scope)
  const outputs = new Map<string, StepOutput>()
  const planSteps = folders.flatMap(unreadableSteps)
  for (const step of steps) {
    const { folder } = contents.find(({ folder }) => folder.id === step.study)!
    const { action, reasons, output } = await judge(step, folder, judging)
    if (output) outputs.set(step.name, output)
    if (action === 'run') judging.worked.add(step.name)
    const mayBeKept = reasons.length > 0 && reasons.every(({ kind }) => kind === 'upstream')
    const stood = unfinished?.steps.find((before) => before.step === step.name && before.key === step.key)
    if (action === 'run' && stood && !['done', 'kept'].includes(stood.status))
      reasons.push({ kind: 'resumes', run: unfinished!.id })
    planSteps.push({
      ...{ name: step.name, key: step.key, study: step.study, unit: step.unit, round: step.round },
      ...(mayBeKept && { mayBeKept }),
      ...{ action, reasons, after: step.after, memory: step.memory, ...lastTime(last, step.name) },
    })
  }
  const left = live?.plan?.steps.filter(({ study }) => study !== undefined && study in untouched) ?? []
  planSteps.push(...left.map((step): PlanStep => ({ ...step, action: 'reuse', reasons: [] })))
  const studies = { ...untouched }
  for (const { folder } of contents)
    studies[folder.id] = studyHash(
      folder,
      codes,
      older.filter(({ study }) => study === folder.id),
    )
  const stopped = problems.some(({ severity }) => severity === 'stops')
  const unclear = planSteps.some(({ action }) => action === 'cannot-tell')
  const hash = unclear || stopped ? undefined : editionHash(studies, codes)
  const built = hash !== undefined && (await isBuilt(planning, hash))
  const isKept = built && !forced.has('edition')
  planSteps.push({
    ...{ name: 'edition', key: hash, after: steps.map(({ name }) => name), memory: 1024 ** 3 },
    action: unclear ? 'cannot-tell' : isKept ? 'reuse' : 'run',
    reasons: isKept || unclear ? [] : await editionReasons(hash, contents, judging),
    ...lastTime(last, 'edition'),
  })
  const resumed = planSteps.some(({ reasons }) => reasons.some(({ kind }) => kind === 'resumes'))
  const plan: RunPlan = {
    ...{
      hash,
      live: live?.hash,
      scope,
      steps: planSteps,
      untouched: Object.keys(untouched),
      studies,
      problems,
      open: read.flatMap(({ parsed: { study } }) => (isOpen(study) ? [study.id] : [])),
    },
    upToDate: built && forced.size === 0,
    ...(resumed ? { resumes: unfinished!.id } : {}),
  }
  return { plan, contents, steps, outputs, forced, codes, hashes }
}

/** For an upload an edition that was tried is as good as one that was live. */
async function isBuilt({ home, ledger, scope }: Planning, hash: string): Promise<boolean> {
  return scope.upload ? isMade(home, hash) : (await findBuilt(home, ledger, hash)) !== undefined
}

/** Every step with its key; of a scope of one round the others as they are in the live edition. */
async function stepsWithKeys(
  { home, scope, codes, live }: Planning,
  contents: Content[],
  problems: Problem[],
): Promise<{ steps: PlannedStep[]; older: PlannedStep[] }> {
  const steps: PlannedStep[] = []
  const older: PlannedStep[] = []
  const byName = new Map<string, PlannedStep>()
  const taken = new Set<string>()
  for (const content of contents)
    for (const written of stepsOf(content)) {
      let step = withKey(written, content.folder, codes, byName)
      if (isLeftOut(step, scope, taken)) {
        const kept = await asInLive(step, live, home.cache)
        if ('rule' in kept) problems.push(kept)
        else {
          if (kept.key !== step.key) older.push(kept)
          step = kept
        }
      }
      byName.set(step.name, step)
      steps.push(step)
    }
  return { steps, older }
}

/** Files that only steps left out of the scope read stand in the edition as those steps read them. */
function withOlderFiles({ folder, parsed }: Content, older: PlannedStep[]): Content {
  const read = Object.assign({}, ...older.map(({ inputs }) => inputs)) as Record<string, string>
  const files = folder.files.map((file) => {
    const before = read[`${folder.id}/${file.path}`]
    return before === undefined || before === file.sha256
      ? file
      : { ...file, sha256: before, older: true as const }
  })
  return { folder: { ...folder, files }, parsed }
}

/** A study of which something cannot be read is one step of which one cannot tell. */
function unreadableSteps({ id, unreadable }: StudyFolder): PlanStep[] {
  if (!unreadable.length) return []
  const reasons = unreadable.map(({ path, why }): PlanReason => ({
    ...{ kind: 'cannot-tell', why: `${id}/${path}: ${why}` },
  }))
  return [{ name: `study/${id}`, study: id, action: 'cannot-tell', reasons, after: [], memory: 0 }]
}
