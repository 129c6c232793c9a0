import { didYouMean } from '@pejling/indicators/words'
import {
  findLastSteps,
  findLiveEdition,
  findPlanOfEdition,
  type Ledger,
  type PlanStep,
  type RunPlan,
  type Scope,
} from '@pejling/ledger'
import type { Home } from '../home.ts'
import { readStudyFolders, type StudyFolder } from '../study-folder.ts'
import { withSettled } from '../uploads/settled-overlay.ts'
import { withDecidedThresholds } from '../uploads/threshold-overlay.ts'
import { withUploads } from '../uploads/overlay.ts'
import { findBuilt } from './built.ts'
import { codeVersion } from './code-version.ts'
import type { Content } from './content.ts'
import { type FileHashes, openFileHashes } from './file-hash.ts'
import { type Codes, editionHash, studyHash } from './keys.ts'
import { type KindName, kinds } from './kinds.ts'
import { type LiveEdition, withLiveEdition } from './live-edition.ts'
import { untouchedStudies } from './untouched.ts'
import type { StepOutput } from './step-cache.ts'
import type { PlannedStep } from './step.ts'

/** A plan with what it takes to carry it out. */
export type Planned = {
  plan: RunPlan
  /** The studies of the scope, and their steps, each after those it reads. */
  contents: Content[]
  steps: PlannedStep[]
  /** What is there already, by step. */
  outputs: Map<string, StepOutput>
  /** Steps to be worked though their output may be there. */
  forced: Set<string>
  codes: Codes
  hashes: FileHashes
}

export type Planning = Pick<Planned, 'codes' | 'hashes'> & {
  home: Home
  ledger: Ledger
  scope: Scope
  live?: LiveEdition
  /** Studies the scope leaves out, with what they are made of in the live edition. */
  untouched: Record<string, string>
}

/**
 * What there is to do and exactly why: nothing is worked and nothing guessed. Of what cannot be read one cannot tell, and
 * then no run begins.
 *
 * @throws `unknown study: … (did you mean …?)`, `unknown round: …`, `unknown step: …`, `scope: …`, `code: …`, `studies: …`
 */
export async function planRun(home: Home, ledger: Ledger, asked: Scope = {}): Promise<Planned> {
  const scope = await wideEnough(ledger, asked)
  const hashes = await openFileHashes(home.cache)
  const codes = await codeVersions(hashes)
  const onDisk = await readStudyFolders(home.studies, hashes, scope.study)
  const settled = await withSettled(onDisk, { home, ledger })
  const decided = await withDecidedThresholds(settled, { home, ledger })
  const all = await withUploads(decided, { home, ledger, hashes }, scope.upload)
  await hashes.save()
  const folders = scope.study === undefined ? all : all.filter(({ id }) => id === scope.study)
  if (!folders.length && scope.study !== undefined) {
    const known = all.map(({ id }) => id)
    throw new Error(`unknown study: ${scope.study}${didYouMean(scope.study, known)}`)
  }
  return withLiveEdition(home, ledger, async (live) => {
    const untouched = untouchedStudies(scope, live)
    const planning = { home, ledger, scope, hashes, codes, live, untouched }
    const built = await builtAlready(planning, folders)
    if (built) return built
    const { planAnew } = await import('./plan-anew.ts')
    return planAnew(planning, folders)
  })
}

/** An upload is laid over its study alone, unless there is no edition the others could stay in. */
async function wideEnough(ledger: Ledger, { study, ...scope }: Scope): Promise<Scope> {
  if (study === undefined) return scope
  const live = scope.upload && (await findLiveEdition(ledger))
  const made = live ? await findPlanOfEdition(ledger, live) : undefined
  return scope.upload && !made?.plan?.studies ? scope : { study, ...scope }
}

async function codeVersions(hashes: FileHashes): Promise<Codes> {
  const names = Object.keys(kinds) as KindName[]
  const versions = await Promise.all(
    names.map(async (kind) => [kind, await codeVersion(kind, hashes)] as const),
  )
  return Object.fromEntries(versions) as Codes
}

/** Where the edition of these files and this code is there, nothing needs to be parsed: its plan is known. */
async function builtAlready(
  { home, ledger, codes, hashes, scope, live, untouched }: Planning,
  folders: StudyFolder[],
): Promise<Planned | undefined> {
  // Of what is uploaded one must know how it is read, not only that it is there.
  if (scope.from !== undefined || scope.round !== undefined || scope.upload) return undefined
  if (folders.some(({ unreadable }) => unreadable.length)) return undefined
  const own = Object.fromEntries(folders.map((folder) => [folder.id, studyHash(folder, codes)]))
  const studies = { ...untouched, ...own }
  const hash = editionHash(studies, codes)
  const made = await findBuilt(home, ledger, hash)
  if (!made) return undefined
  const last = await findLastSteps(
    ledger,
    made.steps.map(({ name }) => name),
  )
  const steps = made.steps.map((step): PlanStep => ({
    ...step,
    ...lastTime(last, step.name),
    action: 'reuse',
    mayBeKept: undefined,
    reasons: [],
  }))
  const plan: RunPlan = {
    ...{
      hash,
      live: live?.hash,
      scope,
      upToDate: true,
      steps,
      studies,
      problems: made.problems,
      open: made.open,
    },
    untouched: Object.keys(untouched),
  }
  return { plan, contents: [], steps: [], outputs: new Map(), forced: new Set(), codes, hashes }
}

/** How long a step took when it was last worked, and how many rows it made; nothing if it never was. */
export function lastTime(
  last: Awaited<ReturnType<typeof findLastSteps>>,
  name: string,
): Pick<PlanStep, 'lastMilliseconds' | 'lastRows'> {
  const { milliseconds, rows } = last.get(name) ?? {}
  return { lastMilliseconds: milliseconds, lastRows: rows }
}
