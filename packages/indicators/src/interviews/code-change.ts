import type { Text } from '../text.ts'

/**
 * A change of the tree that interviews were coded with, and what becomes of codings given before it. Codes are known by
 * their paths in the project; those under a code go with it.
 */
export type CodeChange = { date: string; reason: Text } & (
  | { kind: 'rename'; from: string; to: string }
  /** Codings of all of them are codings of the one. */
  | { kind: 'merge'; from: string[]; to: string }
  /** Old codings go to one of the new ones; if that is not said they stay, at a code nobody is to give any more. */
  | { kind: 'split'; from: string; to: string[]; codings?: string }
)
