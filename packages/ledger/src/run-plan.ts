/**
 * What a run is to bring up to date: everything, one study, one round of it; `from` a step on, whether it must or not.
 * `upload`: its study with an upload laid over it (a trial edition, or one that goes live), or without it.
 */
export type Scope = {
  study?: string
  round?: string
  from?: string
  upload?: { id: number; to: 'trial' | 'live' | 'withdrawn' }
}

/**
 * What is different in an input file, as data; words are made where they are shown. `entry`: a place in a YAML file,
 * things in a list by their id (`['variables', 'groups', 'categories']`). `rows`: of a delimited file. `columns`: those of
 * its header. `bytes`: nothing more can be said than that it is another file. `note`: only comments, order of keys or
 * spaces.
 */
export type FileChange =
  | { kind: 'entry'; what: 'changed' | 'added' | 'removed'; path: string[] }
  | { kind: 'rows'; changed: number; added: number; removed: number }
  | { kind: 'columns'; what: 'added' | 'removed'; names: string[] }
  | { kind: 'bytes'; before: number; now: number }
  | { kind: 'note' }

/** Why a step is to be worked. */
export type PlanReason =
  | { kind: 'first-time' }
  | { kind: 'file-changed'; file: string; changes: FileChange[] }
  | { kind: 'file-added'; file: string }
  | { kind: 'file-removed'; file: string }
  /** What the step is told besides its files: a number, a rule. */
  | { kind: 'parameter-changed'; parameter: string; changes: FileChange[] }
  /** Sources of a room of the house: `packages/warehouse`, and which of them. */
  | { kind: 'code-changed'; room: string; files: string[] }
  | { kind: 'package-changed'; name: string; before?: string; now?: string }
  /** It was worked before, but what it left is gone from the cache or not whole. */
  | { kind: 'output-lost' }
  /** A step whose output it reads is worked. */
  | { kind: 'upstream'; step: string }
  /** Somebody asked for it: from a step on. */
  | { kind: 'asked'; from: string }
  /** Its last run failed or was cancelled before this step was done. */
  | { kind: 'resumes'; run: number }
  | { kind: 'cannot-tell'; why: string }

/** `run`: will be worked. `reuse`: its output is there. `cannot-tell`: something could not be read; no run begins. */
export type PlanAction = 'run' | 'reuse' | 'cannot-tell'

export type PlanStep = {
  /** `survey/kora-2017/institution`, `published/kora-2017`, and last `edition`. */
  name: string
  /** Hash of all that goes in; missing where it cannot be told. */
  key?: string
  study?: string
  unit?: string
  round?: string
  action: PlanAction
  reasons: PlanReason[]
  /** It is to be worked only because steps before it are: if those leave the same as before, it is kept. */
  mayBeKept?: true
  /** The steps whose output it reads. */
  after: string[]
  /** How long it took when it was last worked, and how many rows it made. */
  lastMilliseconds?: number
  lastRows?: number
  /** How much memory it may use, in bytes. */
  memory: number
}

/** A problem as a pipeline tells it: never a person. */
export type LedgerProblem = {
  file: string
  row?: number
  column?: number
  variable?: string
  rule: string
  severity: 'stops' | 'warns' | 'notes'
  message: string
  count?: number
  heading?: string
  value?: string
  nearest?: string
  acceptable?: boolean
  accepted?: string
}

/** What a run would do and exactly why. */
export type RunPlan = {
  /** The edition it adds up to; missing where something cannot be told or a problem stops it. */
  hash?: string
  /** The edition that is live now. */
  live?: string
  scope: Scope
  /** Is there nothing to do: is the edition built? */
  upToDate: boolean
  steps: PlanStep[]
  /** Studies that stay as they are in the live edition, since the scope leaves them out; their steps are reused. */
  untouched: string[]
  /** What each study of the edition is made of, as a hash. */
  studies: Record<string, string>
  /** The studies of the scope that say in their folders that they are open: what is wrong in them may be told to all. */
  open?: string[]
  /** The run that failed or was cancelled and that this one goes on from. */
  resumes?: number
  problems: LedgerProblem[]
}

/** Something worth a look that the last run of the same step did not show. */
export type StepWarning =
  /** A fifth of the rows or more are gone. */
  | { kind: 'fewer-rows'; before: number; now: number }
  | { kind: 'new-problems'; rule: string; before: number; now: number }
  /** Three times as long as last time, or more. */
  | { kind: 'slower'; before: number; now: number }
  /** The same inputs gave other bytes. */
  | { kind: 'not-deterministic'; files: string[] }
