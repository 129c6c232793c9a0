import type { Solver } from '../../reference-case.ts'

export const solvers: Record<string, Solver> = {}
