import type { HeldThreshold, Text } from '@pejling/indicators'

/** What can stand in a lineage. A `code` is one interviews were coded with, an `audit` is what a printed table is held against, a `check` one of `checks.yaml`. */
export type LineageKind =
  | 'file'
  | 'column'
  | 'step'
  | 'table'
  | 'variable'
  | 'code'
  | 'indicator'
  | 'check'
  | 'audit'
  | 'printed-table'
  | 'printed-cell'
  | 'relation'

/** Where something can be seen as it is. */
export type LineagePlace =
  | { in: 'file'; file: string; line?: number }
  | { in: 'codebook'; variable: string }
  | { in: 'rows'; unit: string }
  | { in: 'audit'; table: string; cell?: string }
  | { in: 'relation'; x: string; y: string }
  | { in: 'run'; step: string }
  | { in: 'code'; code: string }

/** One thing, known by its address: `variable/screening`, `printed-cell/3.1/bound/other/count`, `file/units/institution.csv`. */
export type LineageItem = {
  address: string
  kind: LineageKind
  /** What it is called in files and code. */
  name: string
  label: Text
  places: LineagePlace[]
  /** What it is one of where there are many: the table of a printed cell. */
  of?: string
  /** Its address says which unit it is about: for those only who may see the study's rows. */
  ofRow?: boolean
}

/** `from` goes into `to`. */
export type LineageEdge = {
  from: string
  to: string
  /** Where in the file `from` it stands, from 1. */
  line?: number
  /** It has to do with `to`, but what goes into or comes out of one has nothing to do with the other. */
  beside?: boolean
  /** It is told of `from` and of `to` themselves only, as which variables a table holds. */
  own?: boolean
  /** `from` is a part of `to`, which is said wherever both are there. */
  part?: boolean
}

/** A study's whole lineage, before anything of it is asked for. */
export type LineageGraph = { items: Map<string, LineageItem>; edges: LineageEdge[] }

/** A place in a lineage that was asked for: one thing, or several that are shown as one. */
export type LineageNode = LineageItem & {
  /** 0 is what was asked for; -1 and below is what goes into it, 1 and above what comes of it. */
  layer: number
  /** How many things it stands for. */
  count: number
  /** If it stands for several: the word that opens it. */
  opens?: string
}

export type Lineage = {
  study: string
  of: LineageNode
  /** By layer, `of` among them. */
  nodes: LineageNode[]
  /** Without those that others imply. */
  edges: LineageEdge[]
  /** How many things there are in each direction, each once. */
  up: number
  down: number
  /** The smallest counts this edition shows of a study that is not open, and why. */
  thresholds?: HeldThreshold[]
}
