import { clusterPermutation } from '../../../src/design/cluster-permutation.ts'
import type { Expected, Solver } from '../../reference-case.ts'

export const solvers: Record<string, Solver> = {
  cluster_permutation: ({ cluster_tables, group_of_cluster, strata }) => {
    const assignment = { groupOf: group_of_cluster, strata: strata ?? undefined }
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
}

function shown(value: number | undefined): Expected {
  return value ?? 'NaN'
}
