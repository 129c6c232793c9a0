import type { CodeChange } from './interviews/code-change.ts'
import type { Text } from './text.ts'

/** A node of the frame interviews were coded with; `path` joins over-code and sub-codes: `early_effort/detection/topi`. */
export type Code = {
  path: string
  /** A classification is fixed per interview, a code is given to excerpts. */
  kind: 'classification' | 'code'
  label: Text
}

/** The content of `codes.yaml`, in the order of the frame. */
export type CodeTree = {
  study: string
  codes: Code[]
  /** What became of codes the interviews were coded with, in the order it was decided. */
  changes?: CodeChange[]
}
