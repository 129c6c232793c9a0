import { readFileSync } from 'node:fs'
import { clusterPermutation } from '../../../src/design/cluster-permutation.ts'
import { designHonestRange } from '../../../src/margins/design-honest-range.ts'
import { jointTables } from '../../../src/margins/joint-tables.ts'
import { monotoneGroupings } from '../../../src/margins/monotone-groupings.ts'
import type { Expected, Solver } from '../../reference-case.ts'

/** Printed counts by label, as `{ none: [5, 3, 0], … }`; `funding_by_load` holds units over load in `load`'s order. */
type Counts = Record<string, number[]>
type Measure = { excluded_cell?: string; funding: Counts; load?: Counts }
type Margins = { funding_by_load: Counts; [measure: string]: Counts | Measure }
type Clusters = {
  cluster_tables: number[][]
  group_of_cluster: (number | string)[]
  strata?: (number | string)[] | null
}

export const solvers: Record<string, Solver> = {
  cluster_permutation: ({ cluster_tables, group_of_cluster, strata }: Clusters) => {
    const assignment = { groupOf: ranks(group_of_cluster), strata: strata ?? undefined }
    const by = (statistic: 'gamma' | 'S' | 'chi2') =>
      clusterPermutation(cluster_tables, assignment, { statistic, enumerateUpTo: 5e6 })
    const [gamma, s, chi2] = [by('gamma'), by('S'), by('chi2')]
    return {
      n_assignments: gamma.assignments,
      gamma: shown(gamma.estimate),
      S: shown(s.estimate),
      chi2: shown(chi2.estimate),
      p_gamma_one_sided: shown(gamma.greater?.p),
      p_gamma_two_sided: shown(gamma.p?.p),
      p_S_one_sided: shown(s.greater?.p),
      p_S_two_sided: shown(s.p?.p),
      p_chi2: shown(chi2.p?.p),
    }
  },

  margin_reconstruction: (input: Margins) => {
    const sizes = loadSizes(input)
    const named: Record<string, Expected> = {
      [`monotone_load_mappings_${sizes.join('_')}`]: monotoneGroupings(degreeCounts(), sizes).length,
    }
    for (const [name, measure] of measures(input)) {
      const { tables, codings } = jointTables(loadMargins(input, measure))
      named[`${shortName(name)}_joint_tables`] = shown(tables)
      named[`${shortName(name)}_institution_codings`] = shown(codings)
    }
    return named
  },

  partial_identification: (input: Margins | { see: string }) => {
    const margins = 'funding_by_load' in input ? input : publicInput(String(input.see).split(' ')[0])
    const named: Record<string, Expected> = {}
    for (const [name, measure] of measures(margins)) {
      const rows = Object.keys(measure.funding)
      const table = rows.map((row) => measure.funding[row])
      const design = municipalityDesign(margins, measure)
      const rest = rows.map((row) => (row === 'bound' ? 1 : 0))
      const put = (what: string, range?: { smallest: number; largest: number }) => {
        named[`${name}_${what}_min`] = shown(range?.smallest)
        named[`${name}_${what}_max`] = shown(range?.largest)
      }
      const unstratified = { ...design, strata: undefined }
      const gamma = designHonestRange(table, unstratified)
      const chi2 = designHonestRange(table, unstratified, { statistic: 'chi2' })
      const stratified = designHonestRange(table, design)
      const against = designHonestRange(table, unstratified, { merge: rest, statistic: 'S' })
      named[`${name}_municipality_tables`] = shown(gamma.spreads)
      put(`perm${gamma.assignments}_gamma_two_sided`, gamma.p)
      put(`perm${gamma.assignments}_gamma_one_sided`, gamma.greater)
      put(`perm${chi2.assignments}_chi2_unordered`, chi2.p)
      put(`perm${stratified.assignments}_stratified_gamma_two_sided`, stratified.p)
      put(`bound_vs_rest_${against.assignments}_two_sided`, against.p)
    }
    return named
  },
}

/** KORA 2017, appendix table 2.1: funding model, resource level and load degrees of the institutions A to D. */
const municipalities = [
  { funding: 'bound', resources: 'high', load: [3, 4, 4, 2] },
  { funding: 'bound', resources: 'low', load: [4, 5, 4, 4] },
  { funding: 'unbound', resources: 'high', load: [3, 5, 5, 3] },
  { funding: 'unbound', resources: 'low', load: [1, 1, 5, 5] },
  { funding: 'none', resources: 'high', load: [1, 2, 1, 1] },
  { funding: 'none', resources: 'low', load: [3, 4, 3, 5] },
]

function degreeCounts(): number[] {
  return [1, 2, 3, 4, 5].map(
    (degree) => municipalities.flatMap(({ load }) => load).filter((d) => d === degree).length,
  )
}

function measures({ funding_by_load: _, ...measures }: Margins): [string, Measure][] {
  return (Object.entries(measures) as [string, Measure][]).filter(([, measure]) => measure.funding)
}

function shortName(measure: string): string {
  return measure.split('_').at(-1)!
}

function loadSizes({ funding_by_load }: Margins): number[] {
  const lines = Object.values(funding_by_load)
  return lines[0].map((_, load) => lines.reduce((sum, line) => sum + line[load], 0))
}

/** Funding × load cells, one unit less in the excluded cell (`bound x middle (…)`), with the measure's tables. */
function loadMargins({ funding_by_load }: Margins, { excluded_cell, funding, load }: Measure) {
  const fundings = Object.keys(funding_by_load)
  const loads = load ? Object.keys(load) : funding_by_load[fundings[0]].map(() => '')
  const cells = fundings.flatMap((name) => funding_by_load[name].map((size, at) => ({ name, at, size })))
  const out = excluded_cell?.match(/^(.+?) x (\S+)/)
  return {
    // Without a table by load the load says nothing: units are told apart by funding only.
    sizes: load
      ? cells.map(({ name, at, size }) => size - (out && out[1] === name && out[2] === loads[at] ? 1 : 0))
      : fundings.map((name) => funding[name].reduce((sum, count) => sum + count, 0)),
    tables: [
      {
        rowOf: (load ? cells.map(({ name }) => name) : fundings).map((name) =>
          Object.keys(funding).indexOf(name),
        ),
        counts: Object.values(funding),
      },
      ...(load ? [{ rowOf: cells.map(({ at }) => at), counts: Object.values(load) }] : []),
    ],
  }
}

/** The municipalities as clusters, their institutions as known cells by load category. */
function municipalityDesign(margins: Margins, { excluded_cell, funding, load }: Measure) {
  const [categoryOf] = monotoneGroupings(degreeCounts(), loadSizes(margins))
  const loads = Object.keys(load ?? {})
  const out = excluded_cell?.match(/^(.+?) x (\S+)/)
  let excluded = !out
  const cells = municipalities.flatMap(({ funding: name, load: degrees }, clusterOf) =>
    degrees.flatMap((degree) => {
      const category = categoryOf[degree - 1]
      if (!excluded && out![1] === name && out![2] === loads[category]) {
        excluded = true
        return []
      }
      return [{ clusterOf, category }]
    }),
  )
  return {
    groupOf: municipalities.map(({ funding: name }) => Object.keys(funding).indexOf(name)),
    sizes: municipalities.map((_, cluster) => cells.filter(({ clusterOf }) => clusterOf === cluster).length),
    strata: municipalities.map(({ resources }) => resources),
    also: load && {
      clusterOf: cells.map(({ clusterOf }) => clusterOf),
      sizes: cells.map(() => 1),
      tables: [{ rowOf: cells.map(({ category }) => category), counts: Object.values(load) }],
    },
  }
}

/** The input of the public case an input refers to. */
function publicInput(id: string): Margins {
  const { cases } = JSON.parse(readFileSync(new URL('../public_cases.json', import.meta.url), 'utf8'))
  return cases.find((other: { id: string }) => other.id === id).input
}

/** Groups may be given by names that sort in their order. */
function ranks(groups: (number | string)[]): number[] {
  const levels = [...new Set(groups)].sort()
  return groups.map((group) => (typeof group === 'number' ? group : levels.indexOf(group)))
}

function shown(value: number | undefined): Expected {
  return value ?? 'NaN'
}
